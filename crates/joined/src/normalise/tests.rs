use super::*;

#[test]
fn names_written_differently_are_one_name() {
    for raw in ["Mary-Jane", "MARY JANE", " mary  jane ", "Máry Jané"] {
        assert_eq!(name(raw).as_deref(), Some("mary jane"), "{raw}");
    }
    assert_eq!(name("O'Neill"), name("O’NEILL"));
    assert_eq!(name("Mrs Łukasz").as_deref(), Some("lukasz"));
    assert_eq!(squashed("mary jane"), "maryjane");
    for raw in ["unknown", "N/K", "", "-", "Baby", "baby girl", "Not known", "child 2"] {
        assert_eq!(name(raw), None, "{raw}");
    }
}

#[test]
fn phones_lose_their_prefix_and_spaces_and_nothing_else() {
    for raw in [
        "+44 7700 900123",
        "0044 7700 900123",
        "07700 900 123",
        "+44 (0)7700 900123",
        "447700900123",
        "7700900123",
    ] {
        assert_eq!(phone(raw).as_deref(), Some("07700900123"), "{raw}");
    }
    assert_eq!(phone("+33 6 12 34 56 78").as_deref(), Some("33612345678"));
    for raw in ["", "n/a", "999", "00000000000", "0", "07777777777"] {
        assert_eq!(phone(raw), None, "{raw}");
    }
}

#[test]
fn confused_letters_make_plates_near_and_not_equal() {
    assert_eq!(plate("yk 07 abc").as_deref(), Some("YK07ABC"));
    let (zero, letter) = (plate("YK07ABC").expect("a plate"), plate("YKO7ABC").expect("a plate"));
    assert_ne!(zero, letter);
    assert_eq!(plate_near(&zero), plate_near(&letter));
}

#[test]
fn postcodes_with_and_without_their_space_are_one() {
    assert_eq!(postcode("m37 3pp").as_deref(), Some("M373PP"));
    assert_eq!(postcode("EC1A1BB").map(|code| outward(&code).to_owned()).as_deref(), Some("EC1A"));
    assert_eq!(postcode("OX24").map(|code| outward(&code).to_owned()).as_deref(), Some("OX24"));
    for raw in ["", "n/a", "12345", "ZZ99 3VZ", "SW1A 1A1", "é"] {
        assert_eq!(postcode(raw), None, "{raw}");
    }
}

#[test]
fn places_are_one_whatever_their_abbreviations() {
    let full = place(Some("12 High Street"), Some("M1 2AB"));
    assert_eq!(full, place(Some("12, HIGH ST."), Some("m12ab")));
    assert_eq!(full, place(Some("12 High St, M1 2AB"), None));
    assert_ne!(full, place(Some("12 High Street"), None));
    assert_eq!(place(Some("Unit 4, Mill Lane Yard"), None), place(Some("Mill Lane yard, unit 4"), None));
    assert_ne!(place(Some("Flat 3, 12 High St"), None), place(Some("Flat 12, 3 High St"), None));
    assert_eq!(place(Some("St Mary's"), None), Some(("st marys".into(), None)));
    assert_eq!(place(Some("not known"), None), None);
    assert_eq!(place(None, Some("M1 2AB")), Some((String::new(), Some("M12AB".into()))));
    assert_eq!(business("The Star Kebabs Ltd").as_deref(), Some("star kebabs"));
    assert_eq!(online_name(" @Big_Dave.1 ").as_deref(), Some("big_dave.1"));
}

#[test]
fn identifiers_that_are_no_identifiers_are_left_out() {
    assert_eq!(upn("a12345 6789012").as_deref(), Some("A123456789012"));
    assert_eq!(upn("A00000000000A"), None);
    assert_eq!(upn("UN1"), None);
    assert_eq!(nhs_number("943 476 5919").as_deref(), Some("9434765919"));
    for raw in ["9434765918", "9999999999", "0000000000", "94347659", "é"] {
        assert_eq!(nhs_number(raw), None, "{raw}");
    }
}
