#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let names: Vec<&str> = record::policy::ENGLAND.iter().map(|(name, _)| *name).collect();
    if let Some((first, rest)) = bytes.split_first() {
        let name = names[usize::from(*first) % names.len()];
        let _ = record::policy::Policy::with_overlay(&[(name.to_owned(), rest.to_vec())]);
    }
});
