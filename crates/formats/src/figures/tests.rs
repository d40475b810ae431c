//! Tables of figures as they come.

use std::io::Cursor;

use record::FileId;

use super::{Definition, Figures, Role, definition, guess, read};
use crate::report::kept::Kept;

fn table(text: &str, definition: &Definition) -> Result<(Figures, Vec<String>), String> {
    let mut kept = Kept::default();
    let figures = read(&mut Cursor::new(text.as_bytes().to_vec()), FileId(0), definition, &mut kept)
        .map_err(|error| error.to_string())?;
    Ok((figures, kept.findings.iter().map(|finding| finding.rule.as_str().to_owned()).collect()))
}

#[test]
fn headings_say_what_they_are() {
    let (figures, findings) =
        table("Month,In time,All\nJan-24,\"1,020\",1200\nFeb-24,c,1100\n", &Definition::default()).unwrap();
    assert_eq!(figures.columns.heading(Role::Numerator), Some("In time"));
    assert_eq!(figures.columns.heading(Role::Denominator), Some("All"));
    assert_eq!(figures.rows[0].numerator, Some(1020.0));
    assert_eq!((figures.rows[1].numerator, figures.rows[1].line), (None, 3));
    assert!(findings.is_empty());
}

#[test]
fn a_number_that_is_none_is_a_gap_and_a_finding() {
    let (figures, findings) = table("period;value\n1;3\n2;3,5\n3;many\n", &Definition::default()).unwrap();
    assert_eq!(figures.rows.iter().map(|row| row.value).collect::<Vec<_>>(), [Some(3.0), None, None]);
    assert_eq!(findings, ["figures.comma", "figures.number"]);
}

#[test]
fn columns_that_are_not_there_are_named_with_those_that_are() {
    let definition = definition::read(b"period = \"Mnth\"\nvalue = \"Open\"").unwrap();
    let error = table("Month,Open\n2024-01,3\n", &definition).unwrap_err();
    assert!(error.contains("`Mnth`") && error.contains("`Month`"), "{error}");
    let error = table("Month,Colour\n2024-01,3\n", &Definition::default()).unwrap_err();
    assert!(error.contains("`Colour`") && error.contains("--suggest"), "{error}");
    let error = table("Colour,value\nred,3\n", &Definition::default()).unwrap_err();
    assert!(error.contains("period"), "{error}");
    assert!(table("period,value\n", &Definition::default()).unwrap_err().contains("no row"));
}

#[test]
fn a_definition_says_what_is_wrong_with_it() {
    let wrong = |text: &str| definition::read(text.as_bytes()).unwrap_err();
    assert!(wrong("perod = \"x\"").contains("`perod`"));
    assert!(wrong("target = \"high\"").contains("target = 0.9"));
    assert!(wrong("[[split]]\nfrom = \"2024-01\"").contains("reason"));
    assert!(wrong("[[split]]\nreason = \"x\"").contains("from"));
    assert!(wrong("[freeze]\nuntil = \"1\"\nreason = \"x\"\ndecided = \"May\"").contains("2024-03-31"));
    assert!(wrong("title = [").contains("cannot be read"));
}

#[test]
fn a_draft_is_a_definition() {
    let (figures, _) = table("Month,Met,All\n2024-01,3,4\n", &Definition::default()).unwrap();
    let text = definition::draft(&figures.columns, "Met in time", "p", "each figure is a share");
    let read = definition::read(text.as_bytes()).unwrap();
    assert_eq!(read.kind.as_deref(), Some("p"));
    assert_eq!(read.columns.len(), 3);
}

#[test]
fn a_guess_reads_what_stands_in_the_columns() {
    let guessed = |text: &str| {
        let mut source = Cursor::new(text.as_bytes().to_vec());
        guess(&mut source, FileId(0), &Definition::default(), &mut Kept::default()).unwrap().columns
    };
    let named = |role, heading: &str| (role, heading.to_owned());
    assert_eq!(
        guessed("When,Everybody,In good time,Where\n2024-01,10,7,North\n2024-02,12,12,South\n"),
        [
            named(Role::Period, "When"),
            named(Role::Series, "Where"),
            named(Role::Numerator, "In good time"),
            named(Role::Denominator, "Everybody"),
        ]
    );
    assert_eq!(
        guessed("When,Waiting\nQ1 2024,10.5\nQ2 2024,7\n"),
        [named(Role::Period, "When"), named(Role::Value, "Waiting")]
    );
}
