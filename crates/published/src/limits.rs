//! What a report cannot show. No flag removes it.

use crate::mask::{MASKED_BY_MACHINE, Mask};
use crate::{Material, Shown};

/// The sentences that stand at the end of every report. The fuller account is `docs/cannot-show.md`.
pub fn cannot_show(material: &Material<'_>, shown: Shown) -> Vec<String> {
    let covered = material.files.iter().filter(|file| file.covers.is_some()).count();
    let mut lines = vec![
        format!(
            "Only the files given were read: {} files, of which {covered} say which days they cover; {} files could \
             not be read. What is in no file is not in this report. No pattern found is never an all-clear.",
            material.files.len(),
            material.unread.len()
        ),
        "\u{201c}No record\u{201d} means no record in the files given, not that nothing was said, sent or done.".into(),
        "A row proves that a file said so when it was read, not that it happened. No row here carries a receipt.".into(),
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
    material.files.iter().map(line).collect()
}

/// One line for each file that was not read.
pub(crate) fn unread_lines(material: &Material<'_>, mask: &Mask) -> Vec<String> {
    let line =
        |file: &record::source::Unread| format!("{}: {}; {}", mask.open(&file.path), file.why, file.remedy);
    material.unread.iter().map(line).collect()
}
