#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(fork) = ledger::Fork::parse(bytes) {
        assert_eq!(fork.to_string().as_bytes(), bytes);
        let _ = fork.check(&candour_fuzz::trust_policy().logs()[0].key);
    }
});
