#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = published::key::Key::read(&String::from_utf8_lossy(bytes));
});
