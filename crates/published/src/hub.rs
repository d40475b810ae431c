//! Words for things that records share and no recorded role explains.

use record::MentionKind;
use record::outputs::Question;

/// One sentence where no recorded role explains innocently why records share a thing. `generic_children`: from how many
/// children on a thing is busy.
///
/// Only of a place or a business is it said that being busy is ordinary: many children's records may also name the
/// phone of somebody who harms many.
pub(crate) fn unexplained(question: &Question, generic_children: u32) -> String {
    let busy = question.busy > generic_children;
    match question.kind {
        MentionKind::Place | MentionKind::Business if busy => format!(
            "Many children’s records name it ({}): busy places are shared by many for ordinary reasons.",
            question.busy
        ),
        _ if busy => format!(
            "Many children’s records name it ({}): what many share can have ordinary reasons. No recorded role says which; \
             that proves nothing.",
            question.busy
        ),
        _ => "No recorded role explains it innocently; that proves nothing.".to_owned(),
    }
}
