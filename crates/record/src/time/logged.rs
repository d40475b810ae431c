//! When candour took an event.

use core::fmt;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Day, Moment};

/// Microseconds since 1970-01-01T00:00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Logged(pub i64);

impl Logged {
    /// The civil minute of this instant in `zone`, an IANA name such as `Europe/London`.
    /// `None` if the zone is unknown or the instant out of range.
    pub fn civil(self, zone: &str) -> Option<Moment> {
        let zone = TimeZone::get(zone).ok()?;
        let time = zone.to_datetime(Timestamp::from_microsecond(self.0).ok()?);
        let day = Day::from_ymd(i32::from(time.year()), time.month() as u32, time.day() as u32)?;
        Some(day.start().add_minutes(i64::from(time.hour()) * 60 + i64::from(time.minute())))
    }
}

impl fmt::Display for Logged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_microsecond(self.0) {
            Ok(time) => write!(f, "{time}"),
            Err(_) => write!(f, "{}us", self.0),
        }
    }
}
