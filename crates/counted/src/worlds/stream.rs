//! Draws one after the other, for what is made up in order.

use crate::numbers::Draws;

/// A source that counts its draws.
pub(super) struct Stream {
    draws: Draws,
    number: u64,
}

impl Stream {
    pub(super) fn new(draws: Draws) -> Self {
        Self { draws, number: 0 }
    }

    fn next(&mut self) -> u64 {
        self.number += 1;
        self.number
    }

    /// From 0 up to but not including 1.
    pub(super) fn share(&mut self) -> f64 {
        let number = self.next();
        self.draws.share(number)
    }

    /// From 0 up to but not including `end`.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        let number = self.next();
        self.draws.below(number, u64::from(end)) as u32
    }

    pub(super) fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// A standard normal number (Box and Muller 1958, Annals of Mathematical Statistics 29:610).
    pub(super) fn normal(&mut self) -> f64 {
        let (radius, angle) = (1.0 - self.share(), self.share());
        (-2.0 * libm::log(radius)).sqrt() * libm::cos(std::f64::consts::TAU * angle)
    }

    /// A Poisson number, by products of shares; for means of a few units.
    pub(super) fn poisson(&mut self, mean: f64) -> u32 {
        let (least, mut product, mut count) = (libm::exp(-mean), self.share(), 0);
        while product > least {
            product *= self.share();
            count += 1;
        }
        count
    }
}
