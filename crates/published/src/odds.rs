//! A match weight in plain words.

use record::Fixed;

use crate::html::thousands;

/// Beyond this the figure says no more.
const MOST: f64 = 1_000_000.0;

/// The odds that a weight in bits stands for: `about 3,000 to 1 for the same person`, two to the power of the bits,
/// rounded to one digit, to two below a hundred.
pub(crate) fn odds(bits: Fixed) -> String {
    let against = bits.0 < 0;
    let times = (bits.0.unsigned_abs() as f64 / Fixed::ONE.0 as f64).exp2();
    if times < 1.5 {
        return "about as likely as not the same person".to_owned();
    }
    let (how, times) = if times >= MOST { ("more than", MOST as u64) } else { ("about", rounded(times)) };
    let times = thousands(times);
    if against {
        format!("{how} 1 to {times} against")
    } else {
        format!("{how} {times} to 1 for the same person")
    }
}

fn rounded(times: f64) -> u64 {
    // At most a million, so nothing is cut off.
    if times < 99.5 {
        return times.round() as u64;
    }
    let step = 10f64.powi(times.log10().floor() as i32);
    ((times / step).round() * step) as u64
}

#[cfg(test)]
mod tests {
    use super::odds;
    use record::Fixed;

    #[test]
    fn bits_read_as_odds() {
        assert_eq!(odds(Fixed(11_700_000)), "about 3,000 to 1 for the same person");
        assert_eq!(odds(Fixed::whole(4)), "about 16 to 1 for the same person");
        assert_eq!(odds(Fixed::whole(-3)), "about 1 to 8 against");
        assert_eq!(odds(Fixed(200_000)), "about as likely as not the same person");
        assert_eq!(odds(Fixed::whole(60)), "more than 1,000,000 to 1 for the same person");
    }
}
