//! Draws that depend on the seed, the row and the place in it alone, so that the order of rows shows nowhere.

/// One draw.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draw(u64);

impl Draw {
    /// The draws of one row.
    pub(super) fn of(seed: u64, row: &str) -> Self {
        // FNV-1a, 64 bits.
        let hash = row.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(mix(seed ^ mix(hash)))
    }

    /// A number below `below` for the place `place`; 0 if there is none below.
    pub(super) fn below(self, place: u64, below: u64) -> u64 {
        let drawn = mix(self.0.wrapping_add(mix(place.wrapping_add(1))));
        // The bias of a remainder is far below anything a replay shows: `below` is at most some thousands.
        drawn.checked_rem(below).unwrap_or(0)
    }
}

/// Source: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators": the finaliser of SplitMix64.
fn mix(n: u64) -> u64 {
    let n = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}

#[cfg(test)]
mod tests {
    use super::Draw;

    #[test]
    fn draws_depend_on_seed_row_and_place_and_spread_evenly() {
        let draw = Draw::of(1, "ox-004");
        assert_eq!(draw.below(7, 6), Draw::of(1, "ox-004").below(7, 6));
        let differs = |other: Draw| (0..20).any(|place| draw.below(place, 1000) != other.below(place, 1000));
        assert!(differs(Draw::of(2, "ox-004")) && differs(Draw::of(1, "ox-005")));
        let mut counts = [0; 6];
        (0..6_000).for_each(|place| counts[draw.below(place, 6) as usize] += 1);
        assert!(counts.iter().all(|count| (850..1150).contains(count)), "{counts:?}");
        assert_eq!(draw.below(3, 0), 0);
    }
}
