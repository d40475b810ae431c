//! Which chart.

/// The kinds of charts over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Single figures, one a period; limits from the differences of neighbours.
    Xmr,
    /// The differences of neighbours themselves.
    Mr,
    /// Single figures with their median only; no limits.
    Run,
    /// Shares: so many of so many.
    P,
    /// Shares of large groups, whose limits are widened by how much the shares differ from period to period (Laney).
    PPrime,
    /// Events for so much exposure.
    U,
    /// Events for so much exposure, with limits widened in the same way.
    UPrime,
    /// Events a period.
    C,
    /// Cases between rare events.
    G,
    /// Days between rare events.
    T,
    /// Means of several figures a period.
    Xbar,
    /// How much several figures of one period differ.
    S,
}

impl Kind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Kind; 12] = [
        Kind::Xmr,
        Kind::Mr,
        Kind::Run,
        Kind::P,
        Kind::PPrime,
        Kind::U,
        Kind::UPrime,
        Kind::C,
        Kind::G,
        Kind::T,
        Kind::Xbar,
        Kind::S,
    ];

    /// The word that files and flags use.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Xmr => "xmr",
            Kind::Mr => "mr",
            Kind::Run => "run",
            Kind::P => "p",
            Kind::PPrime => "pp",
            Kind::U => "u",
            Kind::UPrime => "up",
            Kind::C => "c",
            Kind::G => "g",
            Kind::T => "t",
            Kind::Xbar => "xbar",
            Kind::S => "s",
        }
    }

    /// The kind of this word; the words of other programs are understood too.
    pub fn of(key: &str) -> Option<Self> {
        match key {
            "i" | "x" => Some(Kind::Xmr),
            "p'" | "p\u{2032}" => Some(Kind::PPrime),
            "u'" | "u\u{2032}" => Some(Kind::UPrime),
            _ => Kind::ALL.into_iter().find(|kind| kind.key() == key),
        }
    }

    /// Whether each point needs a number to divide by.
    pub fn divides(self) -> bool {
        matches!(self, Kind::P | Kind::PPrime | Kind::U | Kind::UPrime)
    }

    /// Whether each point is a share between 0 and 1.
    pub fn is_share(self) -> bool {
        matches!(self, Kind::P | Kind::PPrime)
    }

    /// Whether each period needs several figures.
    pub fn samples(self) -> bool {
        matches!(self, Kind::Xbar | Kind::S)
    }

    /// Whether figures below zero cannot be.
    pub fn counts(self) -> bool {
        self.divides() || matches!(self, Kind::C | Kind::G | Kind::T)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_back_to_its_kind() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of(kind.key()), Some(kind));
        }
        assert_eq!(Kind::of("p\u{2032}"), Some(Kind::PPrime));
        assert_eq!(Kind::of("pie"), None);
    }
}
