//! A folder of real returns, where there is one: counts against their truth files.

use super::{Case, Done, candour};

#[test]
fn the_sample_returns_are_counted_as_their_truth_files_say() {
    let Some(folder) = std::env::var_os("CANDOUR_AGENCY_DATA") else {
        println!("skipped: CANDOUR_AGENCY_DATA names no folder of sample returns");
        return;
    };
    let folder = std::path::PathBuf::from(folder);
    let case = Case::new(&[]);
    let mut command = candour();
    command.arg("review").arg(&folder).arg("--out").arg(case.out()).args(["--as-of", "2025-12-31"]);
    Done::of(command.output().expect("runs")).well();
    let summary = case.summary();
    for file in summary["files"].as_array().expect("a list") {
        let path = file["path"].as_str().expect("text");
        let truth = folder.join(path).with_extension("truth.json");
        let Ok(truth) = std::fs::read_to_string(truth) else {
            continue;
        };
        let truth: serde_json::Value = serde_json::from_str(&truth).expect("JSON");
        assert_eq!(file["children"], truth["children"], "{path}");
    }
}
