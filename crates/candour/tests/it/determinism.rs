//! The same input, policy, day and key give the same bytes; so does another order of the folders.

use super::{Case, Done, candour, files, town};

#[test]
fn two_runs_are_byte_equal() {
    let case = Case::new(&[]);
    let run = |out: &str| {
        let out = case.folder.path().join(out);
        let key = case.folder.path().join("key.csv");
        let mut command = candour();
        command
            .arg("review")
            .arg(town())
            .arg("--out")
            .arg(&out)
            .arg("--key")
            .arg(key)
            .args(["--as-of", "2024-06-28"]);
        Done::of(command.output().expect("runs")).well();
        files(&out)
    };
    let (first, second) = (run("one"), run("two"));
    assert!(first.len() >= 12);
    for ((name, a), (other, b)) in first.iter().zip(&second) {
        assert_eq!(name, other);
        assert!(a == b, "{name} differs between two runs");
    }
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let case = Case::new(&[]);
    let run = |threads: &str| {
        let out = case.folder.path().join(threads);
        let key = case.folder.path().join("key.csv");
        let mut command = candour();
        command.env("RAYON_NUM_THREADS", threads);
        command
            .arg("review")
            .arg(town())
            .arg("--out")
            .arg(&out)
            .arg("--key")
            .arg(key)
            .args(["--as-of", "2024-06-28"]);
        Done::of(command.output().expect("runs")).well();
        files(&out)
    };
    assert!(run("1") == run("4"), "the report depends on the number of threads");
}
