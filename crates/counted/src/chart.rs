//! One figure over time: is this only the ordinary up and down, or did something change?
//!
//! A chart is data: each point with its centre line and limits ([`draw`]), the points that a rule marks ([`rules`]), what the
//! last point and a target say ([`icons`]), and how long the chart would take to notice a change ([`notice`]). Nothing here
//! draws. Points are counted from 0; which month a point is, the caller knows.
//!
//! # Source
//! Shewhart (1931); Montgomery, Introduction to Statistical Quality Control, 6th ed. (2009); Provost and Murray, The Health Care
//! Data Guide (2011); NHS England, Making Data Count. Departures: `docs/method/deviations.md`.

mod check;
mod choice;
mod drawn;
pub mod drift;
mod error;
pub mod icons;
mod kind;
mod limits;
pub mod notice;
mod parts;
mod plan;
pub mod rules;
mod series;

pub use choice::{Choice, choose};
pub use drawn::{Chart, LEAST_FOR_FIRM_LIMITS, LEAST_FOR_LIMITS, Limits, Part, Point, draw};
pub use error::Error;
pub use kind::Kind;
pub use plan::{Change, Freeze, Plan, Xmr};
pub use series::Series;
