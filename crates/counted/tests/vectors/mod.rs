//! Finds the vectors: those beside this file, or the folder named by `CANDOUR_VECTORS` where a file of that name is there.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests, each using its own share"
)]

use std::path::PathBuf;

use serde_json::Value;

/// The path of a file of vectors; `None` where neither place has it.
pub(crate) fn path(name: &str) -> Option<PathBuf> {
    let given = std::env::var_os("CANDOUR_VECTORS").map(PathBuf::from);
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    given.into_iter().chain([own]).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// The text of a file of vectors. Where it is kept only behind `CANDOUR_VECTORS`, a line says that the test is skipped.
pub(crate) fn text(name: &str) -> Option<String> {
    let text = path(name).map(|path| std::fs::read_to_string(path).unwrap());
    if text.is_none() {
        assert_ne!(std::env::var("CANDOUR_REQUIRE").as_deref(), Ok("vectors"), "no `{name}`");
        println!("skipped: no `{name}`; name its folder with CANDOUR_VECTORS");
    }
    text
}

/// A file of vectors that is always there.
pub(crate) fn json(name: &str) -> Value {
    serde_json::from_str(&text(name).expect("kept beside this file")).unwrap()
}

/// All numbers of a list.
pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// Are they the same to a relative tolerance?
pub(crate) fn close(what: &str, ours: f64, theirs: f64, tolerance: f64) {
    let apart = (ours - theirs).abs();
    assert!(
        apart <= tolerance * theirs.abs().max(1e-300),
        "{what}: {ours} is not {theirs} (off by {apart:e})"
    );
}
