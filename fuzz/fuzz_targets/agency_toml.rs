#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = formats::agency_toml::read(bytes, record::FileId(0), "agency");
});
