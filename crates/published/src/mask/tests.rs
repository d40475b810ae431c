//! What is masked, and what stays to the letter.

use flow::Joined;
use record::outputs::{Entity, MentionTable};
use record::{Mention, MentionKind};

use super::*;

#[test]
fn forms_are_found_without_any_known_value() {
    let mask = Mask::new(&[], &Joined::default(), &Names::default());
    let masked = |text: &str| mask.text(text, About::NOBODY).into_owned();
    for (text, expected) in [
        ("rang 07700 900123 twice", "rang [phone] twice"),
        ("rang +44 (0)7700 900 123.", "rang +[phone]."),
        ("on 12/03/2019 14:05 and 01.02.2019 10:30", "on 12/03/2019 14:05 and 01.02.2019 10:30"),
        ("seen in AB12 CDE near OX1 2AB", "seen in [vehicle] near [postcode]"),
        ("a silver car, ab12cde", "a silver car, [vehicle]"),
        ("at 12 men were in the A1 the", "at 12 men were in the A1 the"),
        ("wrote to a.b@example.org", "wrote to [e-mail address]"),
        ("NHS number 943 476 5919 given", "NHS number [number] given"),
        ("UPN A123456789012", "UPN [number]"),
        ("on 4/5/97, DOB 04.05.1997, born 4th May 1997", "on 4/5/97, DOB [birth date], born [birth date]"),
        (
            "Told Mrs O'Quirke and PC 1234 Vane-Tempest. She left",
            "Told Mrs [name] and PC 1234 [name]. She left",
        ),
        ("seen by Dr. A. Quill; Mr and Mrs Quill left", "seen by Dr. [name]; Mr and Mrs [name] left"),
        ("Tariq Wexcombe came with Zofia", "[name] came with [name]"),
        ("said Will Quirke will go in May 2019", "said [name] will go in May 2019"),
        ("Will she come? May be.", "Will she come? May be."),
        ("lives in Victoria Road near St Mary church", "lives in Victoria Road near St Mary church"),
        (
            "Strategy discussion held with Police and Health",
            "Strategy discussion held with Police and Health",
        ),
    ] {
        assert_eq!(masked(text), expected);
    }
}

fn mention(kind: MentionKind, forename: &str, surname: &str, value: &str) -> Mention {
    let some = |text: &str| (!text.is_empty()).then(|| text.into());
    Mention {
        forename: some(forename),
        surname: some(surname),
        value: some(value),
        ..Mention::new(kind, "subject")
    }
}

fn one_event(mentions: Vec<Mention>) -> (Vec<Event>, Joined, Names) {
    let events = vec![crate::tests::recorded(mentions)];
    let table = MentionTable::new(&events);
    let entity = |(at, mention): (usize, &Mention)| Entity {
        kind: mention.kind,
        mentions: vec![at as u32],
        links: vec![],
    };
    let entities: Vec<Entity> = events[0].mentions().iter().enumerate().map(entity).collect();
    let entity_of = (0..entities.len() as u32).collect();
    let joined = Joined { mentions: table, entities, entity_of, ..Joined::default() };
    let mut key = crate::key::Key { secret: [1; 32], entries: vec![] };
    let names = Names::assign(&events, &joined, &mut key, &mut crate::tests::random(1));
    (events, joined, names)
}

#[test]
fn known_values_become_pseudonyms_in_their_own_row_and_only_there() {
    let (events, joined, names) = one_event(vec![
        mention(MentionKind::Child, "Zébulon", "Green", ""),
        mention(MentionKind::Place, "", "", "24 Mallow Parade, Westbrook"),
        mention(MentionKind::Vehicle, "", "", "XY99 QQQ"),
        mention(MentionKind::Phone, "", "", "0113 496 0000"),
    ]);
    let mask = Mask::new(&events, &joined, &names);
    let here = About::event(&joined, 0, &events[0]);
    let [child, place, vehicle, phone] = [0, 1, 2, 3].map(|entity| names.of(entity).to_owned());
    let text = "ZEBULON GREEN, of 24 mallow parade, was in xy99qqq; rang 0113-4960000. Green's green coat.";
    assert_eq!(
        mask.text(text, here),
        format!("[{child}], of [{place}], was in [{vehicle}]; rang [{phone}]. [{child}]'s green coat.")
    );
    assert_eq!(mask.text("zebulon was seen", About::NOBODY), "[name] was seen");
    assert_eq!(mask.text("zebulon green was seen", About::NOBODY), format!("[{child}?] was seen"));
    assert_eq!(mask.text("Z. Green was seen", here), format!("[{child}] was seen"));
    assert_eq!(mask.text("Zebulon Harrowgate was seen", here), format!("[{child}] was seen"));
    assert_eq!(mask.open("Westbrook Police, Green Lane"), "Westbrook Police, Green Lane");
    assert_eq!(mask.open("green-family/zebulon.docx"), "[name]-family/[name].docx");
}

#[test]
fn with_names_words_stay_to_the_letter() {
    let text = "Mrs Quill rang 07700 900123";
    assert_eq!(Mask::verbatim().text(text, About::NOBODY), text);
}

#[test]
fn an_address_that_a_name_or_number_runs_into_is_masked_with_it() {
    let (events, joined, names) = one_event(vec![
        mention(MentionKind::Child, "Keira", "Dunmore", ""),
        Mention { postcode: Some("WB1 9KX".into()), ..mention(MentionKind::Person, "", "", "") },
    ]);
    let mask = Mask::new(&events, &joined, &names);
    for text in [
        "Email from Sarah Jones@example.org",
        "Rang 07700 900142@txt.example.org",
        "Mrs Smith Brown@example.org",
        "WB19 KXT@example.org",
        "Keira dunmore@example.org",
        "a@b@c.example.org",
        "a@exämple.org",
    ] {
        let masked = mask.text(text, About::NOBODY).to_lowercase();
        for word in ["jones", "brown", "142", "kxt", "dunmore", "keira", "@", "mple"] {
            assert!(!masked.contains(word), "{masked}");
        }
        mask.open(text);
    }
}

#[test]
fn a_name_is_found_however_its_letters_are_written() {
    let (events, joined, names) = one_event(vec![
        mention(MentionKind::Child, "Nguyễn", "Đặng", ""),
        mention(MentionKind::Child, "Adéṣọlá", "Gŵynne", ""),
        mention(MentionKind::Child, "Brónagh", "OʼShaughnezzy", ""),
        mention(MentionKind::Child, "Łukøsz", "Weißkopf", ""),
        mention(MentionKind::Child, "Keira", "Quennix", ""),
    ]);
    let mask = Mask::new(&events, &joined, &names);
    for text in [
        "nguyen seen",
        "dang seen",
        "Nguye\u{302}\u{303}n seen",
        "adesola seen",
        "gwynne seen",
        "Ade\u{301}s\u{323}o\u{323}la\u{301} seen",
        "o'shaughnezzy seen",
        "O’Shaughnezzy seen",
        "oʼshaughnezzy seen",
        "oshaughnezzy seen",
        "lukosz seen",
        "weisskopf seen",
        "kei\u{ad}ra seen",
        "k\u{200b}e\u{200d}i\u{2060}ra\u{feff} seen",
        "keiras seen",
        "quennixes seen",
        "quennixs seen",
        "ｋｅｉｒａ seen",
    ] {
        assert_eq!(mask.text(text, About::NOBODY), "[name] seen", "{text}");
    }
    for text in ["rest was seen", "sees keir"] {
        assert_eq!(mask.text(text, About::NOBODY), text);
    }
}

#[test]
fn posts_and_paths_that_carry_a_person_s_name_are_masked_and_others_stay() {
    let mask = Mask::new(&[], &Joined::default(), &Names::default());
    for (text, expected) in [
        ("Sarah Jones", "[name]"),
        ("desk of Sarah Jones", "desk of [name]"),
        ("Sarah Jones Desk", "[name] Desk"),
        ("police/Sarah Jones/2022.csv", "police/[name]/2022.csv"),
        ("police/Sarah_Jones.csv", "police/[name].csv"),
        ("police/sarah-jones/2022.csv", "police/[name]/2022.csv"),
    ] {
        assert_eq!(mask.open(text), expected);
    }
    for text in [
        "Victoria Road School",
        "Jordan Team",
        "Lincoln City Council",
        "Sarah Desk",
        "Margaret Quill Nursery",
        "jordan-house",
        "Chelsea Football Club",
        "Devon Police",
        "Florence West",
        "west-school/victoria-desk",
        "children's social care",
    ] {
        assert_eq!(mask.open(text), text);
    }
}

#[test]
fn short_and_broken_numbers_are_masked_where_they_cannot_be_anything_else() {
    let known = |value: &str| Mention {
        identifiers: vec![record::mention::Identifier {
            scheme: record::Code::new("local"),
            value: value.into(),
        }],
        ..mention(MentionKind::Child, "", "", "")
    };
    let (events, joined, names) = one_event(vec![
        known("K-204"),
        known("ABC 1"),
        known("ABQXZ"),
        known("7"),
        known("2019"),
        Mention { postcode: Some("WB1 4QA".into()), ..mention(MentionKind::Person, "", "", "") },
        mention(MentionKind::Phone, "", "", "07700 900142"),
        mention(MentionKind::Phone, "", "", "7700 900199"),
    ]);
    let mask = Mask::new(&events, &joined, &names);
    for (text, expected) in [
        ("child K-204 seen", "child [number] seen"),
        ("k204", "[number]"),
        ("by ABC 1 of ABQXZ", "by [number] of [number]"),
        ("abqxz", "[number]"),
        ("7", "[number]"),
        (" 2019 ", " [number] "),
        ("7 men in 2019", "7 men in 2019"),
        ("abc 1 men", "abc 1 men"),
        ("WB1", "[postcode]"),
        ("WB1 was", "WB1 was"),
        ("at WB1\n4QA", "at [postcode]"),
        ("at wb1\r\n4qa", "at [postcode]"),
        ("at OX1\n2AB", "at [postcode]"),
        ("is a1\n2 be", "is a1\n2 be"),
        ("rang tel01134960000", "rang [phone]"),
        ("01134960000x rang", "[phone] rang"),
        ("mum 7712345679", "mum [phone]"),
        ("ref04052019x", "ref04052019x"),
    ] {
        assert_eq!(mask.text(text, About::NOBODY), expected);
    }
    for text in ["tel07700900142", "07700900142x", "7700900142", "tel07700 900142", "07700900199"] {
        let masked = mask.text(text, About::NOBODY);
        assert!(masked.starts_with('[') && masked.ends_with(']'), "{masked}");
    }
}

/// Whether `masked` is `text` with some parts of it replaced by brackets.
fn keeps_the_rest(text: &str, masked: &str) -> bool {
    let mut rest = Some(text);
    let mut first = true;
    for kept in masked.split('[').map(|part| part.rsplit(']').next().unwrap_or_default()) {
        rest = rest.and_then(|rest| match first {
            true => rest.strip_prefix(kept),
            false => rest.find(kept).map(|at| &rest[at + kept.len()..]),
        });
        first = false;
    }
    rest.is_some()
}

proptest::proptest! {
    #[test]
    fn whatever_meets_nothing_outside_what_is_masked_changes(
        soup in proptest::collection::vec(
            proptest::sample::select(vec![
                "Sarah", "Jones", "Zeb", "zeb", "Green", "Greens", "@", "@", ".", " ", " ", "-", "'", "\n", "07700", "900142", "7700900142",
                "WB1", "4QA", "AB12", "CDE", "example.org", "Mrs", "PC", "é", "Đ", "\u{2bc}", "\u{ad}", "\u{200b}", "\u{301}", "x", "K-204", "4/5/97",
                "dob", "(", "+44", "1", "ﬁ", "²", "½", "İ", "ß", "_", "/", "desk",
            ]),
            0..14,
        ),
    ) {
        let (events, joined, names) = one_event(vec![mention(MentionKind::Child, "Zeb", "Green", "")]);
        let mask = Mask::new(&events, &joined, &names);
        let text = soup.concat();
        for masked in [mask.text(&text, About::NOBODY), mask.open(&text)] {
            proptest::prop_assert!(keeps_the_rest(&text, &masked), "{text:?} {masked:?}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_stop(text in ".{0,80}") {
        let (events, joined, names) = one_event(vec![mention(MentionKind::Child, "Zeb", "Green", "")]);
        let mask = Mask::new(&events, &joined, &names);
        let masked = mask.text(&text, About::NOBODY);
        proptest::prop_assert!(masked.len() <= text.len() * 20 + 20);
        mask.open(&text);
    }
}
