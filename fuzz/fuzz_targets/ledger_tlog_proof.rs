#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(receipt) = ledger::TlogProof::parse(bytes) {
        assert_eq!(receipt.to_string().as_bytes(), bytes);
        let _ = ledger::check(&receipt, ledger::Hash::EMPTY_TREE, candour_fuzz::trust_policy());
    }
});
