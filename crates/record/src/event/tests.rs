//! Every kind of event reads back as it was written, and no bytes at all make the reader panic.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use smol_str::SmolStr;

use super::*;
use crate::agency::{Addressee, Rank};
use crate::canonical::bytes_of;
use crate::field::{FieldClass, FieldDecl};
use crate::id::{Code, FileId};
use crate::mention::{Identifier, Sex};
use crate::source::Completeness;
use crate::stored;
use crate::time::{Day, Moment, Precision};

/// Any text, also empty, with quotation marks, line ends and letters of other scripts.
fn words() -> impl Strategy<Value = String> {
    "\\PC{0,12}|[\"\\n\\r\\t ;,]{0,6}"
}

fn text() -> impl Strategy<Value = SmolStr> {
    words().prop_map(SmolStr::from)
}

fn code() -> impl Strategy<Value = Code> {
    text().prop_map(Code)
}

fn codes() -> impl Strategy<Value = Vec<Code>> {
    vec(code(), 0..4)
}

fn agency() -> impl Strategy<Value = AgencyId> {
    text().prop_map(AgencyId)
}

fn post() -> impl Strategy<Value = PostId> {
    text().prop_map(PostId)
}

fn rank() -> impl Strategy<Value = Rank> {
    (0u8..=6).prop_map(|number| Rank::new(number).expect("a rank"))
}

fn day() -> impl Strategy<Value = Day> {
    any::<i32>().prop_map(Day)
}

fn concern() -> impl Strategy<Value = ConcernRef> {
    (agency(), text()).prop_map(|(agency, key)| ConcernRef { agency, key })
}

fn addressee() -> impl Strategy<Value = Addressee> {
    (agency(), of(post()), of(rank())).prop_map(|(agency, post, rank)| Addressee { agency, post, rank })
}

fn claimed() -> impl Strategy<Value = Claimed> {
    use Precision::{After, Before, Day, Minute, Month, Range, Unknown, Week, Year};
    let precision =
        proptest::sample::select(vec![Minute, Day, Week, Month, Year, Range, Before, After, Unknown]);
    (of(any::<i64>()), of(any::<i64>()), precision, any::<bool>())
        .prop_filter_map("ends in order", |(a, b, precision, doubtful)| {
            Claimed::from_parts(a.map(Moment), b.map(Moment), precision, doubtful)
        })
}

fn source_ref() -> impl Strategy<Value = SourceRef> {
    (any::<u32>(), any::<u32>(), any::<u16>()).prop_map(|(file, line, part)| SourceRef {
        file: FileId(file),
        line,
        part,
    })
}

fn mention() -> impl Strategy<Value = Mention> {
    let identifier = (code(), text()).prop_map(|(scheme, value)| Identifier { scheme, value });
    let coded = (
        proptest::sample::select(MentionKind::ALL),
        code(),
        of(proptest::sample::select(Sex::ALL)),
        vec(identifier, 0..3),
    );
    let personal = (of(text()), of(text()), vec(text(), 0..3), of(claimed()), of(text()), of(text()));
    (coded, personal).prop_map(|((kind, role, sex, identifiers), personal)| {
        let (forename, surname, known_as, born, postcode, value) = personal;
        Mention { kind, role, identifiers, forename, surname, known_as, born, sex, postcode, value }
    })
}

fn mentions() -> impl Strategy<Value = Vec<Mention>> {
    vec(mention(), 0..4)
}

fn told() -> impl Strategy<Value = Body> {
    let whom = (concern(), code(), code(), of(agency()), addressee(), of(concern()));
    let what =
        (codes(), vec((code(), code()), 0..3), any::<bool>(), of(any::<u32>()), mentions(), of(words()));
    (whom, what).prop_map(|(whom, what)| {
        let (concern, activity, teller, teller_agency, told_to, passes) = whom;
        let (signs, codes, immediate_danger, event_count, mentions, words) = what;
        Body::Told(Box::new(Told {
            concern,
            activity,
            teller,
            teller_agency,
            told_to,
            passes,
            signs,
            codes,
            immediate_danger,
            event_count,
            mentions,
            words,
        }))
    })
}

fn recorded() -> impl Strategy<Value = Body> {
    let coded = (code(), vec((code(), code()), 0..3), codes(), of(concern()), of(addressee()), mentions());
    let free = (vec((text(), words()), 0..3), of(words()), of(words()), of(words()));
    (coded, free).prop_map(|(coded, free)| {
        let (activity, codes, signs, concern, told_to, mentions) = coded;
        let (columns, words, action, source_of_information) = free;
        Body::Recorded(Box::new(Recorded {
            activity,
            codes,
            signs,
            concern,
            told_to,
            mentions,
            columns,
            words,
            action,
            source_of_information,
        }))
    })
}

fn answered() -> impl Strategy<Value = Body> {
    let what = (concern(), proptest::sample::select(Addresses::ALL), code(), any::<bool>());
    (what, of(addressee()), of(addressee()), of(words())).prop_map(|(what, second_post, told_to, words)| {
        let (concern, addresses, outcome, reasons_given) = what;
        Body::Answered(Box::new(Answered {
            concern,
            addresses,
            outcome,
            reasons_given,
            second_post,
            told_to,
            words,
        }))
    })
}

fn step() -> impl Strategy<Value = Body> {
    let make = |number: usize, step: Step| {
        let step = Box::new(step);
        match number {
            0 => Body::Opened(step),
            1 => Body::Refused(step),
            2 => Body::Accepted(step),
            3 => Body::Countersigned(step),
            4 => Body::Withdrawn(step),
            5 => Body::Disputed(step),
            _ => Body::Challenged(step),
        }
    };
    (0usize..7, concern(), code(), of(words()))
        .prop_map(move |(number, concern, reason, words)| make(number, Step { concern, reason, words }))
}

fn handed_over() -> impl Strategy<Value = Body> {
    (concern(), addressee(), of(words()))
        .prop_map(|(concern, to, words)| Body::HandedOver(Box::new(HandedOver { concern, to, words })))
}

fn corrected() -> impl Strategy<Value = Body> {
    let row = || source_ref().prop_map(RowPlace);
    let place = move || (row(), any::<u16>()).prop_map(|(row, mention)| MentionPlace { row, mention });
    prop_oneof![
        (place(), place()).prop_map(|(a, b)| Correction::Same(a, b)),
        (place(), place()).prop_map(|(a, b)| Correction::NotSame(a, b)),
        (row(), claimed()).prop_map(|(row, claimed)| Correction::Date(row, claimed)),
        (row(), row()).prop_map(|(a, b)| Correction::SameEvent(a, b)),
        (row(), row()).prop_map(|(a, b)| Correction::NotSameEvent(a, b)),
        (row(), code()).prop_map(|(row, sign)| Correction::Sign(row, sign)),
        (row(), code()).prop_map(|(row, sign)| Correction::NotSign(row, sign)),
    ]
    .prop_map(|correction| Body::Corrected(Box::new(correction)))
}

fn posts() -> impl Strategy<Value = Body> {
    let agency_created = (agency(), text(), code())
        .prop_map(|(agency, name, kind)| Body::AgencyCreated(Box::new(AgencyCreated { agency, name, kind })));
    let post_created = (post(), text(), rank(), of(post()), codes(), of(text())).prop_map(|it| {
        let (post, title, rank, reports_to, takes, removed_by) = it;
        Body::PostCreated(Box::new(PostCreated { post, title, rank, reports_to, takes, removed_by }))
    });
    let held = (post(), text(), claimed(), of(claimed()), any::<bool>()).prop_map(|it| {
        let (post, holder, from, until, deputy) = it;
        Body::PostHeldBy(Box::new(PostHeldBy { post, holder, from, until, deputy }))
    });
    prop_oneof![agency_created, post_created, held]
}

fn imports() -> impl Strategy<Value = Body> {
    let adopted = (text(), day())
        .prop_map(|(digest, from)| Body::PolicyAdopted(Box::new(PolicyAdopted { digest, from })));
    let full = proptest::sample::select(Completeness::ALL);
    let imported = (any::<u32>(), code(), text(), of(day()), of(day()), full, any::<u64>()).prop_map(|it| {
        let (file, format, digest, covers_from, covers_to, completeness, rows) = it;
        let file = FileId(file);
        Body::Imported(Box::new(Imported {
            file,
            format,
            digest,
            covers_from,
            covers_to,
            completeness,
            rows,
        }))
    });
    let change = (code(), text(), codes(), any::<u32>(), any::<u32>(), of(any::<u128>()), any::<bool>());
    let changed = change.prop_map(|(table, row, fields, earlier, later, event, vanished)| {
        let (earlier, later, event) = (FileId(earlier), FileId(later), event.map(EventId));
        let change = Box::new(RowChange { table, row, fields, earlier, later, event });
        if vanished { Body::Vanished(change) } else { Body::Changed(change) }
    });
    prop_oneof![adopted, imported, changed, rule_changed()]
}

fn rule_changed() -> impl Strategy<Value = Body> {
    let rule = (code(), code(), of(code()), of(code()), of(rank()));
    let value = || of((any::<i32>(), code()));
    let signed = (claimed(), of(addressee()), of(text()), any::<[bool; 3]>(), codes(), of(text()));
    (rule, value(), value(), signed).prop_map(|it| {
        let ((file, rule, sign, clock, rank), before, after, signed) = it;
        let (from, second_post, second_holder, said, unreadable, words) = signed;
        let [holder_named, second_holder_named, reasons_given] = said;
        let words = words.map(|words| words.to_string());
        Body::RuleChanged(Box::new(RuleChanged {
            file,
            rule,
            sign,
            clock,
            rank,
            before,
            after,
            from,
            second_post,
            second_holder,
            holder_named,
            second_holder_named,
            reasons_given,
            unreadable,
            words,
        }))
    })
}

fn rulings() -> impl Strategy<Value = Body> {
    let read = (of(concern()), mentions())
        .prop_map(|(concern, mentions)| Body::Read(Box::new(ReadRecord { concern, mentions })));
    let published = (of(concern()), code(), mentions()).prop_map(|(concern, ground, mentions)| {
        Body::Published(Box::new(Ruling { concern, ground, mentions }))
    });
    let token = || any::<[u8; 16]>();
    let places = vec((any::<u64>(), any::<u16>()), 0..3);
    let replaced = || vec((any::<u64>(), (token(), agency())), 0..3);
    let people = (code(), addressee(), vec(any::<u64>(), 0..3), vec(token(), 0..3));
    let erased = (people, places, replaced(), replaced(), of(text())).prop_map(|it| {
        let ((ground, second, subjects, erased_as), places, concerns, passes, words) = it;
        Body::Erased(Box::new(Erasure {
            ground,
            second_post: second,
            second_assurance: Assurance::CommandLine,
            subjects,
            erased_as,
            places,
            concerns,
            passes,
            words: words.map(|words| words.to_string()),
        }))
    });
    let held = (code(), any::<bool>(), vec(any::<u64>(), 0..3), of(text())).prop_map(|it| {
        let (ground, lifted, subjects, words) = it;
        let words = words.map(|words| words.to_string());
        Body::Held(Box::new(Hold { ground, lifted, subjects, words }))
    });
    prop_oneof![read, published, erased, held, continued()]
}

fn continued() -> impl Strategy<Value = Body> {
    (text(), text(), any::<u64>(), text(), any::<u64>()).prop_map(|it| {
        let (former_origin, former_key, former_size, former_root, kept) = it;
        Body::Continued(Box::new(Continued { former_origin, former_key, former_size, former_root, kept }))
    })
}

fn body() -> impl Strategy<Value = Body> {
    prop_oneof![
        3 => told(), 3 => recorded(), 2 => answered(), 7 => step(), 1 => handed_over(), 4 => corrected(), 3 => posts(),
        4 => imports(), 4 => rulings(),
    ]
}

/// Fields named as a kind declares them, with any bytes as values.
fn damaged_fields(number: u8, values: &[Vec<u8>]) -> Vec<Field> {
    let declared = Body::declared_fields(number).unwrap_or_default();
    let field = |(decl, value): (&FieldDecl, &Vec<u8>)| Field {
        name: decl.name,
        class: decl.class,
        subject: Subject::Event,
        value: value.clone(),
    };
    declared.iter().zip(values).map(field).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn every_body_reads_back_from_its_fields(body in body()) {
        prop_assert_eq!(Body::from_fields(body.number(), &body.fields()), Ok(body));
    }

    #[test]
    fn every_event_reads_back_from_its_stored_bytes(
        body in body(), claimed in claimed(), source in source_ref(), agency in agency(), post in of(post()),
        holder in of(text()), assurance in proptest::sample::select(Assurance::ALL), id in any::<u128>(), logged in any::<i64>(),
    ) {
        let by = By { agency, post, holder, assurance };
        let it = Event { id: EventId(id), claimed, logged: Logged(logged), by, source, body };
        let (header, fields) = (stored::header_bytes(&it), stored::field_bytes(&it.body));
        prop_assert_eq!(stored::event(it.id, it.body.number(), it.logged, &header, &fields), Ok(it));
    }

    #[test]
    fn every_field_is_declared_under_its_name_and_class(body in body()) {
        let own = Body::declared_fields(body.number()).expect("a known kind");
        for field in body.fields() {
            let declared = match field.subject {
                Subject::Event => own,
                Subject::Mention(_) => Mention::FIELDS,
            };
            prop_assert!(declared.iter().any(|it| it.name == field.name && it.class == field.class), "{}", field.name);
        }
    }

    #[test]
    fn a_value_with_a_byte_more_or_less_is_refused(body in body(), place in any::<prop::sample::Index>(), longer in any::<bool>()) {
        let mut fields = body.fields();
        let place = place.index(fields.len());
        let value = &mut fields[place].value;
        if longer { value.push(0) } else { value.pop(); }
        prop_assert!(Body::from_fields(body.number(), &fields).is_err());
    }

    #[test]
    fn a_field_left_out_or_told_twice_is_refused(body in body(), place in any::<prop::sample::Index>(), twice in any::<bool>()) {
        let mut fields = body.fields();
        let place = place.index(fields.len());
        if twice { fields.insert(place, fields[place].clone()) } else { fields.remove(place); }
        prop_assert!(Body::from_fields(body.number(), &fields).is_err());
    }

    #[test]
    fn no_bytes_make_the_reader_panic(number in any::<u8>(), values in vec(vec(any::<u8>(), 0..40), 0..14)) {
        let _ = Body::from_fields(number % 25, &damaged_fields(number % 25, &values));
        let header = values.concat();
        let _ = stored::event(EventId(1), number % 25, Logged(0), &header, &header);
    }
}

#[test]
fn the_strategy_makes_every_kind_there_is() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = body();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..2_000 {
        seen.insert(strategy.new_tree(&mut runner).expect("a body").current().number());
    }
    assert_eq!(seen, Body::KINDS.iter().map(|(number, _)| *number).collect());
}

#[test]
fn a_damaged_count_asks_for_no_memory() {
    // Four billion elements announced, a few there: read as far as the bytes go, then refused.
    let mut bytes = u32::MAX.to_be_bytes().to_vec();
    bytes.extend_from_slice(&[0; 16]);
    assert_eq!(Vec::<Code>::take(&mut bytes.as_slice()), None);
    assert_eq!(Vec::<bool>::take(&mut bytes.as_slice()), None);
    assert_eq!(Vec::<(Code, Code)>::take(&mut bytes.as_slice()), None);
    assert_eq!(String::take(&mut bytes.as_slice()), None);
    let mentions = Field {
        name: "mentions",
        class: FieldClass::Coded,
        subject: Subject::Event,
        value: u32::MAX.to_be_bytes().to_vec(),
    };
    let concern =
        Field { name: "concern", class: FieldClass::Personal, subject: Subject::Event, value: vec![0] };
    assert!(Body::from_fields(20, &[concern, mentions]).is_err());
}

#[test]
fn canonical_bytes_of_version_1_stay_as_documented() {
    assert_eq!(bytes_of(&258u16), [1, 2]);
    assert_eq!(bytes_of(&-2i32), [0xff, 0xff, 0xff, 0xfe]);
    assert_eq!(bytes_of(&true), [1]);
    assert_eq!(bytes_of(&Code::new("né")), [0, 0, 0, 3, b'n', 0xc3, 0xa9]);
    assert_eq!(bytes_of(&None::<Code>), [0]);
    assert_eq!(bytes_of(&Some(Rank::DIRECTOR)), [1, 4]);
    assert_eq!(bytes_of(&vec![Day(1), Day(-1)]), [0, 0, 0, 2, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff]);
    assert_eq!(
        bytes_of(&Claimed::day(Day(1)).doubted()),
        [7, 1, 0, 0, 0, 0, 0, 0, 0x05, 0xa0, 0, 0, 0, 0, 0, 0, 0x0b, 0x3f]
    );
    assert_eq!(bytes_of(&Claimed::before(Day(0))), [2, 6, 0, 0, 0, 0, 0, 0, 0x05, 0x9f]);
    assert_eq!(bytes_of(&Claimed::UNKNOWN), [0, 8]);
    assert_eq!(bytes_of(&Completeness::NotStated), [2]);
}
