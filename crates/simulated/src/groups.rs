//! Groups by which records are worse: the form of a name, and how deprived the area is.
//!
//! They have a part in the errors of record systems alone. Nobody behaves by them, and no harm or trouble is drawn by them.

use crate::draw::Stream;
use crate::names::{Name, is_spelt_in_several_ways};
use crate::world::World;

impl World {
    /// The fifth of areas by deprivation that a household lives in, from 1, the most deprived, to 5. It stays through moves.
    pub fn deprivation(&self, household: u32) -> u8 {
        self.draws(Stream::People, household | 12 << 24, 0).below(5) as u8 + 1
    }

    /// Times the errors in a household's records: more in the most deprived fifth, half as much more in the next.
    pub(crate) fn deprived_factor(&self, household: u32) -> f64 {
        let more = self.values.error_deprived - 1.0;
        match self.deprivation(household) {
            1 => 1.0 + more,
            2 => 1.0 + more / 2.0,
            _ => 1.0,
        }
    }

    /// Times the errors in a name: more in one that has several spellings.
    pub(crate) fn name_factor(&self, name: Name) -> f64 {
        let several = is_spelt_in_several_ways(name.given) || is_spelt_in_several_ways(name.family);
        if several { self.values.error_several_spellings } else { 1.0 }
    }
}
