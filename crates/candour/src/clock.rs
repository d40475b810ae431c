//! The one place that looks at the clock.

use std::time::{SystemTime, UNIX_EPOCH};

use record::{Day, Logged};

/// Now, in UTC.
pub(crate) fn now() -> Logged {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Logged(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// Today in the policy's zone.
pub(crate) fn today(zone: &str) -> Day {
    now().civil(zone).map_or(Day((now().0 / 86_400_000_000) as i32), |moment| moment.day())
}
