#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let [width, bytes @ ..] = bytes
        && let Ok(entries) = ledger::bundle::read(bytes, u16::from(*width) + 1)
    {
        assert_eq!(ledger::bundle::write(&entries).as_deref(), Ok(bytes));
    }
});
