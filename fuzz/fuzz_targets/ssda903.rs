#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    use formats::ssda903::Table::{Ad1, DoLo, Episodes, Header, Missing, Oc2, Oc3, PlacedAdoption, PrevPerm, Reviews, SwEpisodes, Uasc};
    let tables = [Ad1, DoLo, Episodes, Header, Missing, Oc2, Oc3, PlacedAdoption, PrevPerm, Reviews, SwEpisodes, Uasc];
    if let Some((first, rest)) = bytes.split_first() {
        candour_fuzz::read_as(formats::Format::Ssda903(tables[usize::from(*first) % tables.len()]), rest);
    }
});
