#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((text, key)) = candour_fuzz::text(bytes, ledger::VerifierKey::parse) {
        assert_eq!(key.to_string(), text);
    }
});
