#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let [kind, split, rest @ ..] = bytes {
        let (header, fields) = rest.split_at((*split as usize).min(rest.len()));
        let _ = record::stored::event(record::EventId(1), *kind, record::Logged(0), header, fields);
    }
});
