//! Entities: mentions that may be the same child, person, place, vehicle, phone, business or online name.

use super::mention_table::MentionIx;
use crate::fixed::Fixed;
use crate::id::Code;
use crate::mention::MentionKind;
use crate::{canonical_enum, output};

/// Place of an entity in the list of entities.
pub type EntityIx = u32;

/// How certain a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// At or above the certain threshold, or one identifier of one register.
    Certain,
    /// Between the thresholds: shown as possible; moves no duty and no fact onto another child's page.
    Possible,
    /// Decided by a person in a correction.
    Clerical,
}

canonical_enum!(Certainty { Certain = "certain", Possible = "possible", Clerical = "clerical" });

/// Why two mentions are linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// The same identifier of the same register.
    SameIdentifier,
    /// The same normalised value (plate, phone, place, business, online name).
    SameValue,
    /// The match weight of the comparisons.
    Score,
    /// A correction.
    Clerical,
    /// The same full name: certain within one log, elsewhere no more than possible.
    SameName,
}

canonical_enum!(Ground {
    SameIdentifier = "same identifier",
    SameValue = "same value",
    Score = "match weight",
    Clerical = "decided by a person",
    SameName = "same full name",
});

output! {
    /// The weight one comparison adds.
    pub struct WeightPart {
        /// The comparison: `name`, `birth_date`, `postcode`, …
        comparison: Code,
        /// The comparison level: `exact`, `near`, `swapped`, `different`, `missing`, …
        level: Code,
        /// What it adds. Unit: bits; above zero favours a match.
        weight_bits: Fixed,
    }
}

output! {
    /// A link between two mentions.
    pub struct Link {
        /// One mention.
        a: MentionIx,
        /// The other; `a < b`.
        b: MentionIx,
        /// How certain.
        certainty: Certainty,
        /// Why.
        ground: Ground,
        /// Sum of prior and parts for [`Ground::Score`]; zero for the others. Unit: bits.
        weight_bits: Fixed,
        /// The prior and each comparison's part; they add up to `weight_bits`. Empty unless the ground is the score.
        parts: Vec<WeightPart>,
    }
}

output! {
    /// Mentions taken as one thing.
    pub struct Entity {
        /// Its kind.
        kind: MentionKind,
        /// Its mentions, in order. The first names the entity.
        mentions: Vec<MentionIx>,
        /// The links that hold it together, as places in the list of links.
        links: Vec<u32>,
    }
}

output! {
    /// Two mentions that look alike and were kept apart.
    pub struct KeptApart {
        /// One mention.
        a: MentionIx,
        /// The other.
        b: MentionIx,
        /// Why: `listed_together`, `other_birth_date`, `other_forename`, `other_surname`, `other_sex`,
        /// `other_identifier`, `sibling`, `twin`, `decided_by_a_person`.
        reason: Code,
    }
}
