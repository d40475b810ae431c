#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(note) = ledger::Note::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
    }
});
