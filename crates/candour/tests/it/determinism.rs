//! The same input, policy, day and key give the same bytes, on any number of threads.

use super::{Case, Done, candour, files, town};

/// The files of a review of the town with the case's one key.
fn reviewed(case: &Case, out: &str, threads: &str) -> Vec<(String, Vec<u8>)> {
    let out = case.folder.path().join(out);
    let key = case.folder.path().join("key.csv");
    let mut command = candour();
    command.env("RAYON_NUM_THREADS", threads);
    command.arg("review").arg(town()).arg("--out").arg(&out).arg("--key").arg(key);
    Done::of(command.args(["--as-of", "2024-06-28"]).output().expect("runs")).well();
    files(&out)
}

#[test]
fn two_runs_are_byte_equal() {
    let case = Case::new(&[]);
    let (first, second) = (reviewed(&case, "one", "2"), reviewed(&case, "two", "2"));
    assert!(first.len() >= 12);
    for ((name, a), (other, b)) in first.iter().zip(&second) {
        assert_eq!(name, other);
        assert!(a == b, "{name} differs between two runs");
    }
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let case = Case::new(&[]);
    let (one, many) = (reviewed(&case, "one", "1"), reviewed(&case, "many", "4"));
    assert!(one == many, "the report depends on the number of threads");
}
