#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    use formats::chronology::when::{DateHint, read_when};
    let _ = read_when(&String::from_utf8_lossy(bytes), &DateHint::alone(record::Day(19_900)));
});
