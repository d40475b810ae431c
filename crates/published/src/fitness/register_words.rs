//! What is seen of a target, threshold or grade that was moved. Why it was moved is said in the register's words alone.

use record::Tri;

use super::figures::Registered;
use super::numbers::or_dash;

/// Who set it.
pub(super) fn who(entry: &Registered) -> &str {
    if entry.set_by.is_empty() && !entry.is_occasion { "nobody is named" } else { &entry.set_by }
}

/// When it was in force from.
pub(super) fn when(entry: &Registered) -> String {
    entry.in_force.map_or_else(|| "not said".to_owned(), |when| when.to_string())
}

/// What hung on it, and how that follows the figure.
pub(super) fn hung(entry: &Registered) -> String {
    let shape = match entry.shape {
        "jump" => "it jumps",
        "gradual" => "it grows step by step",
        "none" => "nothing hangs on it",
        _ if entry.is_occasion => "",
        _ => "whether it jumps is not said",
    };
    match (entry.hung_on_it.is_empty(), shape.is_empty()) {
        (true, _) => shape.to_owned(),
        (false, true) => entry.hung_on_it.clone(),
        (false, false) => format!("{} ({shape})", entry.hung_on_it),
    }
}

/// The old value and the new one.
pub(super) fn values(entry: &Registered) -> String {
    match (entry.was, entry.value) {
        (None, None) => "-".into(),
        (None, value) => or_dash(value),
        (was, value) => format!("{} to {}", or_dash(was), or_dash(value)),
    }
}

/// The figures before and after: two points.
pub(super) fn figures(entry: &Registered) -> String {
    match (entry.figure_before, entry.figure_after) {
        (None, None) => "-".into(),
        (before, after) => format!("{}, then {}", or_dash(before), or_dash(after)),
    }
}

/// Whether somebody came to look within half a year after a move, or may have.
pub(super) fn is_near(entry: &Registered) -> Tri {
    entry.moved.and_then(|moved| moved.ahead).map_or(Tri::No, |ahead| ahead.is_near)
}

/// How long before the next inspection or count.
pub(super) fn before(entry: &Registered) -> String {
    let Some(ahead) = entry.moved.and_then(|moved| moved.ahead) else { return String::new() };
    let days = match ahead.days {
        (least, most) if least == most => {
            crate::html::counted(u64::from(least.unsigned_abs()), "day", "days")
        }
        (least, most) => format!("{least} to {most} days"),
    };
    format!("{days} before: {}", entry.followed_by)
}

/// What is seen, in sentences.
pub(super) fn seen(entry: &Registered) -> String {
    let Some(moved) = entry.moved else { return String::new() };
    let mut out = Vec::new();
    match moved.is_easier {
        Some(true) => out.push("Easier to meet than before.".to_owned()),
        Some(false) => out.push("Harder to meet than before.".to_owned()),
        None => {}
    }
    if moved.decides == Some(true) {
        out.push("The figure after it meets one of the two values and not the other.".into());
    }
    if entry.figure_before.is_some() && entry.figure_after.is_some() {
        out.push("Two points are no trend.".into());
    }
    out.join(" ")
}
