#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = ledger::witness::AddCheckpoint::parse(bytes) {
        assert_eq!(request.to_string().as_bytes(), bytes);
        let keys: Vec<_> = candour_fuzz::trust_policy().logs().iter().map(|log| log.key.clone()).collect();
        let _ = ledger::witness::decide(&request, &keys, ledger::witness::Held::NOTHING);
    }
});
