#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((text, tile)) = candour_fuzz::text(bytes, ledger::Tile::parse) {
        assert_eq!(tile.path(), text);
    }
});
