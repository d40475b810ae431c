//! 8: does what hangs on it jump at a threshold or a date?

use super::Heap;
use crate::fitness::{Basis, Check, Found, Number, Standing, Unit, Why};

/// How pay, rating or budget follows a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// It jumps at a threshold or on a date.
    Jump,
    /// It grows step by step with the figure.
    Gradual,
    /// Nothing hangs on it.
    Nothing,
}

/// One entry of the register about a measure: what hung on it.
pub type Hangs = Option<Shape>;

/// What is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cliff {
    /// Entries of the register about this measure; `None` in one where the shape is not said.
    pub register: Vec<Hangs>,
    /// What somebody claims.
    pub claimed: Option<Shape>,
    /// Whether cases heap up before the limit.
    pub heap: Option<Heap>,
}

/// What is said, and whether cases heap up before the limit all the same.
///
/// A heap shows that something acts at the limit, and not what: it keeps the check from being met, and never makes it not met.
/// That there is none proves nothing, for a jump may act elsewhere.
pub fn cliff(of: &Cliff) -> Found {
    let said = said(of);
    match (of.heap, said.standing()) {
        (Some(heap), Standing::Met) if heap.is_sure() => {
            Found::new(Check::Cliff, Standing::Partly, Basis::Figures, Why::Heaps).with(heap.number())
        }
        (Some(heap), Standing::Unknown) if heap.is_sure() => {
            Found::new(Check::Cliff, Standing::Unknown, Basis::Figures, Why::Heaps).with(heap.number())
        }
        _ => said,
    }
}

/// From the register where it has entries, else from what somebody says. One jump is enough; an entry that does not say leaves it
/// unknown.
fn said(of: &Cliff) -> Found {
    let jumps = of.register.iter().filter(|shape| **shape == Some(Shape::Jump)).count() as u64;
    let counted = |jumps: u64| Number::new(jumps as f64, Unit::Count, 0.0);
    if jumps > 0 {
        return Found::new(Check::Cliff, Standing::NotMet, Basis::Register, Why::Jumps(jumps))
            .with(counted(jumps).out_of(of.register.len() as u64));
    }
    if of.register.iter().any(Option::is_none) {
        return match of.claimed {
            Some(Shape::Jump) => claimed(Shape::Jump),
            _ => Found::new(Check::Cliff, Standing::Unknown, Basis::Register, Why::ShapeNotSaid),
        };
    }
    if !of.register.is_empty() {
        return match of.claimed {
            // Whoever says that it jumps is believed over a register that says it does not.
            Some(Shape::Jump) => claimed(Shape::Jump),
            _ => Found::new(Check::Cliff, Standing::Met, Basis::Register, Why::NoJump)
                .with(counted(0).out_of(of.register.len() as u64)),
        };
    }
    of.claimed.map_or_else(|| Found::unknown(Check::Cliff, Why::NotGiven), claimed)
}

fn claimed(shape: Shape) -> Found {
    let (standing, why) = match shape {
        Shape::Jump => (Standing::NotMet, Why::Jumps(1)),
        Shape::Gradual | Shape::Nothing => (Standing::Met, Why::NoJump),
    };
    Found::new(Check::Cliff, standing, Basis::Claim, why)
}
