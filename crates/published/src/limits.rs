//! What a report cannot show. No flag removes it.

use crate::html::counted;
use crate::mask::{MASKED_BY_MACHINE, Mask};
use crate::place::TOLD_HERE;
use crate::{Material, Shown};

/// The sentences that stand at the end of every report. The fuller account is `docs/cannot-show.md`.
pub fn cannot_show(material: &Material<'_>, shown: Shown) -> Vec<String> {
    let covered = material.files_given().filter(|file| file.covers.is_some()).count();
    let mut lines = vec![
        format!(
            "Only the files given were read: {} files, of which {covered} say which days they cover; {} files could \
             not be read. What is in no file is not in this report. No pattern found is never an all-clear.",
            material.files_given().count(),
            material.unread.len()
        ),
        "\u{201c}No record\u{201d} means no record in the files given, not that nothing was said, sent or done.".into(),
        rows_prove(material).into(),
        format!(
            "Nothing climbed in reality. Where silence would have climbed, under today\u{2019}s rules and as of the \
             end of {}, it stands in columns of its own and is never knowledge.",
            material.as_of
        ),
        "Who is the same child or person is judged by rules and can be wrong. Possible links are listed and move no \
         duty. corrections.csv takes a person\u{2019}s decision."
            .into(),
        "Dates are as precise as their sources. A rule on an imprecise date may say that it cannot tell.".into(),
        "Where accounts disagree nothing is resolved; each is shown with its row.".into(),
        "A shared person, place, vehicle or phone is a question, not an accusation. Nobody is scored.".into(),
    ];
    if let Some(erased) = erased_in_words(material) {
        lines.push(erased);
    }
    if !shown.names {
        lines.push(MASKED_BY_MACHINE.into());
    }
    if !shown.narrative {
        lines.push(
            "Free words of concern files are left out; the words of imported chronologies are kept.".into(),
        );
    }
    lines
}

/// What a row proves. Over a log it proves more of when candour had it, and nothing more of what happened.
pub(crate) fn rows_prove(material: &Material<'_>) -> &'static str {
    match material.log {
        None => {
            "A row proves that a file said so when it was read, not that it happened. No row here carries a receipt."
        }
        Some(_) => {
            "A row of a file proves \u{201c}recorded by candour on the day its proof names, claimed by the source as dated \
             here\u{201d}, not that it happened; it is no receipt. Only what was told to candour itself has a receipt."
        }
    }
}

/// How many subjects were erased, and what the figures then rest on; `None` if none was.
pub(crate) fn erased_in_words(material: &Material<'_>) -> Option<String> {
    let erased = Some(material.erased()).filter(|erased| *erased > 0)?;
    let subjects = counted(erased, "subject was", "subjects were");
    Some(format!(
        "{subjects} erased: names, numbers, dates of birth and words are destroyed. Duties, dates, codes and counts rest \
         on what was kept, and each erased subject stays one and the same throughout."
    ))
}

/// One line for each file: path, format, agency, days covered, rows.
pub(crate) fn read_lines(material: &Material<'_>, called: &crate::called::Called<'_>) -> Vec<String> {
    let line = |file: &record::source::SourceFile| {
        let covers = file
            .covers
            .map_or("days not stated".to_owned(), |covers| format!("{} to {}", covers.from, covers.to));
        format!(
            "{}: {}, {}, {covers}, {} rows read, {} left out, {} values repaired",
            called.paths.path(file.id),
            file.format,
            called.labels.agency(&file.agency),
            file.read,
            file.skipped,
            file.repaired
        )
    };
    let mut lines: Vec<String> = material.files_given().map(line).collect();
    let told = material.told_here();
    if told > 0 {
        lines.push(format!("{TOLD_HERE}: {}, each with its receipt", counted(told, "telling", "tellings")));
    }
    lines
}

/// One line for each file that was not read.
pub(crate) fn unread_lines(material: &Material<'_>, mask: &Mask) -> Vec<String> {
    let line =
        |file: &record::source::Unread| format!("{}: {}; {}", mask.open(&file.path), file.why, file.remedy);
    material.unread.iter().map(line).collect()
}
