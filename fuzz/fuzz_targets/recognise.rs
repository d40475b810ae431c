#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let head = &bytes[..bytes.len().min(formats::recognise::HEAD)];
    if let formats::Recognised::As(format) = formats::recognise(head, &mut std::io::Cursor::new(bytes)) {
        candour_fuzz::read_as(format, bytes);
    }
});
