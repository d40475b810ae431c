use super::Spread;
use super::words::{over, place, spread};
use record::Day;

#[test]
fn the_middle_of_an_even_number_is_the_lower_of_the_two() {
    let of = |numbers: &[u64]| Spread::of(numbers.iter().copied());
    assert_eq!(of(&[]), None);
    assert_eq!(of(&[7]), Some(Spread { median: 7, low: 7, high: 7 }));
    assert_eq!(of(&[9, 1, 4, 3]), Some(Spread { median: 3, low: 1, high: 9 }));
    assert_eq!(spread(of(&[9, 1, 4_000])), "9 (1 to 4,000)");
    assert_eq!(spread(of(&[5, 5])), "5");
    assert_eq!(spread(None), "not known");
    assert_eq!(place(3, 1_200), "place 3 of 1,200");
}

#[test]
fn a_day_that_only_some_backgrounds_have_says_in_how_many() {
    let day = |text: &str| Day::parse_iso(text);
    assert_eq!(over(&[None, None]), "none");
    assert_eq!(over(&[day("2005-01-02"), day("2005-01-02")]), "2005-01-02");
    assert_eq!(over(&[day("2005-03-01"), None, day("2005-01-02")]), "2005-01-02 to 2005-03-01 in 2 of 3");
}
