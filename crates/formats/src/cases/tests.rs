use std::io::Cursor;

use proptest::prelude::*;
use record::{Day, FileId};

use super::{Cases, Definition, Field, definition, read, read_published, read_visits, suggest};
use crate::read::ReadError;
use crate::report::kept::Kept;

const AS_OF: Day = Day(20_000);

fn drafted(text: &str) -> super::Suggestion {
    suggest(&mut Cursor::new(text.as_bytes()), FileId(0), "a table").expect("drafted")
}

fn by(definition: &str, text: &str) -> (Result<Cases, ReadError>, Kept) {
    let definition: Definition = definition::read(definition.as_bytes()).expect("a definition");
    let mut kept = Kept::default();
    let cases = read(&mut Cursor::new(text.as_bytes()), FileId(0), &definition, AS_OF, &mut kept);
    (cases, kept)
}

const NEEDED: &str = "[columns]\nunit = \"team\"\nchild = \"child\"\nopened = \"opened\"\n";

#[test]
fn units_and_children_are_numbered_whatever_the_order_of_rows() {
    let rows = ["B,c2,2023-01-03", "A,c9,2023-01-02", "B,c1,2023-01-01"];
    let one = by(NEEDED, &format!("team,child,opened\n{}\n", rows.join("\n"))).0.expect("read");
    let two =
        by(NEEDED, &format!("team,child,opened\n{}\n{}\n{}\n", rows[2], rows[0], rows[1])).0.expect("read");
    let bare = |cases: &Cases| {
        let mut rows: Vec<(u32, u32, i32)> =
            cases.rows.iter().map(|case| (case.unit, case.child, case.opened)).collect();
        rows.sort_unstable();
        rows
    };
    assert_eq!(one.units, ["A", "B"]);
    assert_eq!(bare(&one), bare(&two));
}

#[test]
fn a_case_that_stands_twice_is_counted_once_by_its_content() {
    let definition = format!("{NEEDED}case = \"id\"\n");
    let (first, second) = ("A,c,2023-01-02,7", "B,c,2023-01-01,7");
    for rows in [[first, second], [second, first]] {
        let (cases, kept) = by(&definition, &format!("team,child,opened,id\n{}\n", rows.join("\n")));
        let cases = cases.expect("read");
        assert_eq!(cases.rows.len(), 1);
        assert_eq!(cases.units[cases.rows[0].unit as usize], "B", "the earlier opening, in either order");
        assert_eq!(cases.left_out[&(Some("A".into()), "the case stands twice")], 1);
        assert_eq!(kept.rules(), ["cases.twice"]);
    }
}

#[test]
fn a_column_writes_its_days_in_one_way() {
    let (cases, _) = by(NEEDED, "team,child,opened\nA,1,23/05/2023\nA,2,01/02/2023\n");
    let opened = |text: &str| Day::parse_iso(text).expect("a day").0 * super::DAY;
    let rows = cases.expect("read").rows;
    assert_eq!((rows[0].opened, rows[1].opened), (opened("2023-05-23"), opened("2023-02-01")));
    for (rows, part) in [
        (
            "A,1,23/05/2023\nA,2,24/05/2023\nA,3,05/25/2023\n",
            "line 4, column `opened`: the day is written as mm/dd/yyyy",
        ),
        (
            "A,1,2023-05-23\nA,2,2023-05-24\nA,3,24.05.2023\n",
            "as dd.mm.yyyy, and those of the other rows as yyyy-mm-dd",
        ),
        ("A,1,5\nA,2,6\nA,3,2023-05-24\n", "as yyyy-mm-dd, and those of the other rows as number"),
        ("A,1,soon\nA,2,later\n", "holds no days that can be read"),
    ] {
        let error = by(NEEDED, &format!("team,child,opened\n{rows}")).0.expect_err(part).to_string();
        assert!(error.contains(part), "{error}");
    }
    // Where nothing tells day from month it is said; another column of the file may tell.
    let (_, kept) = by(NEEDED, "team,child,opened\nA,1,01/02/2023\n");
    assert_eq!(kept.rules(), ["cases.either_way"]);
    let both = format!("{NEEDED}closed = \"closed\"\n");
    let (cases, kept) = by(&both, "team,child,opened,closed\nA,1,01/02/2023,01/30/2023\n");
    assert_eq!(cases.expect("read").rows[0].opened, opened("2023-01-02"));
    assert!(kept.rules().is_empty());
    let error =
        by(&both, "team,child,opened,closed\nA,1,2023-01-02,5\n").0.expect_err("two kinds").to_string();
    assert!(error.contains("numbers of days (`closed`) and others dates (`opened`)"), "{error}");
}

#[test]
fn notes_become_numbers_and_empty_fields_are_not_asked() {
    let definition =
        format!("{NEEDED}note = \"note\"\naccepted = \"ok\"\nminutes = \"m\"\npost = \"post\"\n");
    let (cases, kept) = by(
        &definition,
        "team,child,opened,note,ok,m,post\nA,1,2023-01-01,same words,yes,45,p\nA,2,2023-01-02,same words,,,p\nA,3,2023-01-03,,perhaps,-4,q\n",
    );
    let rows = cases.expect("read").rows;
    assert!(rows[0].note.is_some() && rows[0].note == rows[1].note && rows[2].note.is_none());
    assert!(rows[0].post == rows[1].post && rows[0].post != rows[2].post);
    assert_eq!((rows[0].accepted, rows[1].accepted, rows[2].accepted), (Some(true), None, None));
    assert_eq!((rows[0].minutes, rows[1].minutes, rows[2].minutes), (Some(45), None, None));
    assert_eq!(kept.rules(), ["cases.number", "cases.flag"]);
    assert!(kept.findings.iter().all(|finding| !finding.words.contains("same words")));
}

#[test]
fn a_draft_says_what_it_guessed_and_what_it_left_out() {
    let mut text = String::from("Team,Child ID,Date opened,Date closed,Deadline,Social worker,Colour\n");
    for row in 0..60 {
        text.push_str(&format!(
            "T{},{row},2023-05-{:02},2023-06-14,2023-07-01,Ann,blue\n",
            row % 3,
            13 + row % 15
        ));
    }
    let draft = drafted(&text);
    assert!(draft.open.is_empty(), "{:?}", draft.open);
    assert_eq!(draft.definition.column(Field::Due), Some("Deadline"));
    for part in [
        "#   `Social worker`: it holds persons by its heading, and nobody is judged",
        "#   `Colour`: its heading says nothing that candour knows",
        "closed = \"yyyy-mm-dd\"",
    ] {
        assert!(draft.text.contains(part), "{part}\n{}", draft.text);
    }
    // Two columns for one field, days that may stand either way, and a heading whose cells are otherwise.
    let draft = drafted("team,area,child,opened,closed,due\nA,N,1,01/02/2023,yes,03/04/2023\n");
    let open = draft.open.join("\n");
    for part in [
        "`unit` may be `area` as well as `team`",
        "no column is known as `closed`",
        "with the day or with the month first",
    ] {
        assert!(open.contains(part), "{part}\n{open}");
    }
    assert!(draft.text.contains("its heading says `closed`, but only 0 of 100 of its first cells hold days"));
    // A heading cannot end the comment it stands in, nor the text.
    let hostile = drafted("team,child,opened,\"x\ny = 3\",\"a\"\"b\"\nA,1,2023-01-01,2,3\n");
    assert!(definition::read(hostile.text.as_bytes()).is_ok(), "{}", hostile.text);
}

#[test]
fn tables_beside_are_read_and_bad_rows_said() {
    let beside =
        super::Beside { table: "t.csv".into(), columns: ["unit".into(), "day".into(), "visits".into()] };
    let mut kept = Kept::default();
    let text = "unit,day,visits\nA,2023-01-01,3\nA,2023-01-01,2\nA,2023-01-02,many\n";
    let visits = read_visits(&mut Cursor::new(text.as_bytes()), FileId(1), &beside, &mut kept).expect("read");
    assert_eq!(visits["A"].values().copied().collect::<Vec<_>>(), [5]);
    let beside =
        super::Beside { table: "p.csv".into(), columns: ["unit".into(), "figure".into(), "count".into()] };
    let text = "unit,figure,count\nall,cases,\"1,204\"\nA,cases,-3\n";
    let figures =
        read_published(&mut Cursor::new(text.as_bytes()), FileId(2), &beside, &mut kept).expect("read");
    assert_eq!((figures.len(), figures[0].count), (1, 1204));
    assert_eq!(kept.rules(), ["cases.beside", "cases.beside"]);
}

proptest! {
    #[test]
    fn no_bytes_are_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), parquet in any::<bool>()) {
        let mut bytes = bytes;
        if parquet {
            bytes.splice(0..0, *b"PAR1");
            bytes.extend([20, 0, 0, 0]);
            bytes.extend(*b"PAR1");
        }
        let _ = definition::read(&bytes);
        if let Ok(draft) = suggest(&mut Cursor::new(&bytes), FileId(0), "x") {
            let _ = read(&mut Cursor::new(&bytes), FileId(0), &draft.definition, AS_OF, &mut Kept::default());
        }
    }
}
