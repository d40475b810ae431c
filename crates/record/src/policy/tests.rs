use super::{ENGLAND, Policy, PolicyError};

#[test]
fn england_loads_without_a_problem() {
    let problems: Vec<PolicyError> = Policy::with_overlay(&[]).err().unwrap_or_default();
    assert!(problems.is_empty(), "{}", problems.iter().map(|p| format!("{p}\n")).collect::<String>());
    assert_eq!(Policy::england().files.len(), ENGLAND.len());
}
