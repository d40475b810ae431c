//! Reading vectors.

use serde_json::Value;

/// What stands under a key; a missing one fails the test with its name.
pub(crate) fn at<'a>(value: &'a Value, key: &str) -> &'a Value {
    value.get(key).unwrap_or_else(|| panic!("the vector has no `{key}`"))
}

pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    at(value, key).as_array().unwrap_or_else(|| panic!("`{key}` is no list"))
}

pub(crate) fn number(value: &Value, key: &str) -> f64 {
    at(value, key).as_f64().unwrap_or_else(|| panic!("`{key}` is no number"))
}

pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    at(value, key).as_str().unwrap_or_else(|| panic!("`{key}` is no text"))
}

pub(crate) fn numbers(value: &Value, key: &str) -> Vec<f64> {
    list(value, key).iter().map(|number| number.as_f64().unwrap_or(f64::NAN)).collect()
}

pub(crate) fn usize_at(value: &Value, key: &str) -> Option<usize> {
    at(value, key).as_u64().map(|number| number as usize)
}

/// Within `tolerance` of the larger of 1 and the number itself.
pub(crate) fn close(got: f64, want: f64, tolerance: f64, what: &str) {
    let most = tolerance * want.abs().max(1.0);
    assert!((got - want).abs() <= most, "{what}: {got} is not {want}");
}
