//! What is odd about posts and holders taken together. Nothing is repaired: a line upward is the agency's own account.

use std::collections::{BTreeMap, BTreeSet};

use record::{AgencyId, Claimed, FileId, PostId, Rank};

use super::{HolderRow, PostRow};
use crate::read::Sink;
use crate::report::Report;

/// Reports every oddity, in the order of the rows.
pub(super) fn check(posts: &[PostRow], holders: &[HolderRow], file: FileId, sink: &mut dyn Sink) {
    let mut known: BTreeMap<&PostId, &PostRow> = BTreeMap::new();
    for post in posts {
        let at = Report { file, line: post.line };
        if known.insert(&post.post, post).is_some() {
            let words = "the post is described in two rows; the later one counts";
            at.doubtful(sink, "post", "post.twice", words, "describe each post once");
        }
    }
    check_lines_upward(posts, &known, file, sink);
    check_cycles(&known, file, sink);
    check_holders(&known, holders, file, sink);
    check_overlaps(holders, file, sink);
}

fn check_lines_upward(
    posts: &[PostRow],
    known: &BTreeMap<&PostId, &PostRow>,
    file: FileId,
    sink: &mut dyn Sink,
) {
    let agencies: BTreeSet<AgencyId> = posts.iter().map(|post| post.post.agency()).collect();
    let mut tops: BTreeMap<AgencyId, Rank> = BTreeMap::new();
    for post in posts {
        let top = tops.entry(post.post.agency()).or_insert(post.rank);
        *top = (*top).max(post.rank);
    }
    for post in posts {
        let at = Report { file, line: post.line };
        let Some(above) = &post.reports_to else {
            if tops.get(&post.post.agency()).is_some_and(|top| *top > post.rank) {
                let words = "the post reports to nobody, and posts of its agency stand above it; its silence climbs past them by guess";
                let remedy = "name the post above in `reports_to`; only the top reports to nobody";
                at.doubtful(sink, "reports_to", "post.no_superior", words, remedy);
            }
            continue;
        };
        match known.get(above) {
            // A post of an agency that this file does not describe stands in that agency's own file.
            None if !agencies.contains(&above.agency()) => {}
            None => {
                let words = "the post reports to a post that the file does not describe";
                at.doubtful(sink, "reports_to", "post.unknown_above", words, "add a row for the post above");
            }
            Some(above) if above.rank <= post.rank => {
                let words = format!("the post has rank {}, the post above it rank {}", post.rank, above.rank);
                at.doubtful(
                    sink,
                    "rank",
                    "post.rank_not_below",
                    words,
                    "check both ranks; silence climbs to a higher one",
                );
            }
            Some(_) => {}
        }
    }
}

/// Reports each cycle once, at its post with the smallest line.
fn check_cycles(known: &BTreeMap<&PostId, &PostRow>, file: FileId, sink: &mut dyn Sink) {
    let mut done: BTreeSet<&PostId> = BTreeSet::new();
    let mut found = Vec::new();
    for start in known.keys() {
        let (mut path, mut on_path) = (Vec::new(), BTreeSet::new());
        let mut next = Some(*start);
        while let Some(post) = next.filter(|post| !done.contains(*post)) {
            if !on_path.insert(post) {
                let cycle = path.iter().skip_while(|member: &&&PostId| **member != post);
                found.extend(cycle.filter_map(|member| known.get(*member)).map(|row| row.line).min());
                break;
            }
            path.push(post);
            next = known.get(post).and_then(|row| row.reports_to.as_ref());
        }
        done.extend(path);
    }
    found.sort_unstable();
    for line in found {
        let words = "the line upward from this post leads back to it";
        let remedy = "let the top post report to nobody, or to a post outside";
        Report { file, line }.doubtful(sink, "reports_to", "post.cycle", words, remedy);
    }
}

fn check_holders(
    known: &BTreeMap<&PostId, &PostRow>,
    holders: &[HolderRow],
    file: FileId,
    sink: &mut dyn Sink,
) {
    let held: BTreeSet<&PostId> = holders.iter().map(|holder| &holder.post).collect();
    for holder in holders.iter().filter(|holder| !known.contains_key(&holder.post)) {
        let words = "the holder's post is not described in the file; it is kept";
        Report { file, line: holder.line }.doubtful(
            sink,
            "post",
            "holder.unknown_post",
            words,
            "add a row for the post",
        );
    }
    let mut empty: Vec<u32> =
        known.iter().filter(|(post, _)| !held.contains(*post)).map(|(_, row)| row.line).collect();
    empty.sort_unstable();
    for line in empty {
        let words = "the post has no holder in the file";
        let remedy = "add a row `holder`; without it nobody can be said to have known";
        Report { file, line }.doubtful(sink, "post", "post.no_holder", words, remedy);
    }
}

/// Two holders, neither a deputy, whose times certainly share more than the day of the hand-over.
fn check_overlaps(holders: &[HolderRow], file: FileId, sink: &mut dyn Sink) {
    let mut rows: Vec<&HolderRow> = holders.iter().filter(|holder| !holder.deputy).collect();
    rows.sort_by(|a, b| (&a.post, a.from.order(), a.line).cmp(&(&b.post, b.from.order(), b.line)));
    for pair in rows.windows(2) {
        let [first, second] = pair else {
            continue;
        };
        if first.post == second.post && overlaps(first, second.from) {
            let words = "two holders of the post overlap, and neither is a deputy";
            let remedy = "give the first an end, or mark one as deputy";
            Report { file, line: second.line }.doubtful(sink, "from", "holder.overlap", words, remedy);
        }
    }
}

fn overlaps(first: &HolderRow, second_from: Claimed) -> bool {
    let Some(begins) = second_from.latest() else {
        return false;
    };
    match first.until {
        // Without an end the first still holds it; undated starts prove nothing.
        None => first.from.latest().is_some(),
        Some(until) => until.earliest().is_some_and(|ends| ends.day() > begins.day()),
    }
}
