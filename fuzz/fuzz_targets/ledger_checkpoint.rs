#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((text, checkpoint)) = candour_fuzz::text(bytes, ledger::Checkpoint::parse) {
        assert_eq!(checkpoint.to_string(), text);
    }
});
