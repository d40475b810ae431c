//! Prints a run's rates beside the published ones: for fitting.

use simulated::{Parameters, SIZES, Setup, rates};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [town, years, seed] = words.as_slice() else { return Err("rates TOWN YEARS SEED".into()) };
    let size = SIZES.iter().find(|size| size.word == town).copied().ok_or("no such town")?;
    let first = record::Day::from_ymd(2008, 4, 1).ok_or("no such day")?;
    let setup = Setup { size, first, years: years.parse()?, seed: seed.parse()? };
    let worlds = simulated::run(setup, &Parameters::shipped()?, &|_, _| ())?;
    for rate in rates::rates(&worlds) {
        let matched = if rate.is_matched() { "" } else { "  <-- not matched" };
        println!("{:45} {:8.1} {:8.1}  {}{matched}", rate.what, rate.value, rate.published, rate.unit);
    }
    for durations in rates::durations(&worlds) {
        println!("{}", durations.what);
        for ((band, value), published) in
            durations.bands.iter().zip(&durations.value).zip(&durations.published)
        {
            println!("    {band:12} {value:5.1} {published:5.1}");
        }
    }
    for (kind, counts) in rates::hidden(&worlds) {
        println!("{:14} {counts:?}", kind.word());
    }
    Ok(())
}
