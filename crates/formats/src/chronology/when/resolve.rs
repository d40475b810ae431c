//! Dates with missing parts take them from their neighbours, from the row above, or stay undated.

use record::Claimed;
use record::time::Precision;

use super::oddity::Oddity;
use super::parse::Parsed;
use super::piece::{Bound, Link, Piece};
use super::{DateHint, When, stretch};

/// From what was parsed to claimed times.
pub(super) fn resolve(text: &str, mut parsed: Parsed, hint: &DateHint) -> When {
    let mut out = When { oddities: core::mem::take(&mut parsed.oddities), ..When::default() };
    let mut pieces = core::mem::take(&mut parsed.pieces);
    fill_from_right(&mut pieces);
    fill_from_left(&mut pieces);
    drop_orphans(&mut pieces, &mut parsed.left);
    years_from_above(&mut pieces, hint);
    join(pieces, &mut out, &mut parsed.left);
    out.left_over = left_over(text, &mut parsed.left);
    if !out.left_over.is_empty() && !out.oddities.iter().any(|oddity| explains_left(*oddity)) {
        out.oddities.push(if out.dates.is_empty() { Oddity::NotADate } else { Oddity::WordsLeft });
    }
    out.oddities.sort_unstable();
    out.oddities.dedup();
    out
}

fn explains_left(oddity: Oddity) -> bool {
    matches!(oddity, Oddity::Impossible | Oddity::YearUnknown | Oddity::NotADate)
}

/// `12-14/3/12`, `March - May 2012`: the parts stand with the last date.
fn fill_from_right(pieces: &mut [Piece]) {
    for n in (1..pieces.len()).rev() {
        let (front, back) = pieces.split_at_mut(n);
        let (Some(piece), Some(next)) = (front.last_mut(), back.first()) else {
            continue;
        };
        if next.link == Some(Link::Apart) {
            continue;
        }
        let day_only = piece.is_day_only();
        if day_only {
            piece.month = next.month;
        }
        let lacks_year = piece.year.is_none() && next.year.is_some();
        if lacks_year && (piece.month.is_some() || piece.season.is_some()) {
            piece.year = next.year;
            // 28/12 - 3/1/12 begins in the year before.
            let ahead = (piece.month, piece.day) > (next.month, next.day.or(piece.day));
            if ahead
                && !day_only
                && next.link == Some(Link::Range)
                && piece.month.is_some()
                && next.month.is_some()
            {
                piece.year = next.year.map(|year| year - 1);
            }
        }
    }
}

/// `12/3/12 - 14/4`: the year stands with the first date.
fn fill_from_left(pieces: &mut [Piece]) {
    for n in 1..pieces.len() {
        let (front, back) = pieces.split_at_mut(n);
        let (Some(before), Some(piece)) = (front.last(), back.first_mut()) else {
            continue;
        };
        let lacks_year = piece.year.is_none() && (piece.month.is_some() || piece.season.is_some());
        if lacks_year && let Some(year) = before.year {
            let over =
                (piece.month, piece.day) < (before.month, before.day.or(piece.day)) && before.month.is_some();
            piece.year = Some(year + i32::from(over));
            piece.oddities.push(Oddity::YearFromNeighbour);
        }
    }
}

/// A bare number that found no month is no date.
fn drop_orphans(pieces: &mut Vec<Piece>, left: &mut Vec<(usize, usize)>) {
    pieces.retain(|piece| {
        let orphan = piece.is_day_only();
        if orphan {
            left.push((piece.from, piece.to));
        }
        !orphan
    });
}

fn years_from_above(pieces: &mut [Piece], hint: &DateHint) {
    let Some(above) = hint.above else { return };
    for piece in pieces.iter_mut().filter(|piece| piece.year.is_none()) {
        if let Some(year) = piece.year_in_order(above, hint.descending) {
            piece.year = Some(year);
            piece.around.doubt = true;
            piece.oddities.push(Oddity::YearFromAbove);
        }
    }
}

/// Joins the ends of ranges and hands over the dates.
fn join(pieces: Vec<Piece>, out: &mut When, left: &mut Vec<(usize, usize)>) {
    // The date that a range may still end.
    let mut open = false;
    let mut rest = pieces.into_iter().peekable();
    while let Some(mut piece) = rest.next() {
        let link = piece.link.filter(|_| open);
        let ranged = matches!(link, Some(Link::Range | Link::Slash | Link::Or));
        let begins =
            rest.peek().is_some_and(|next| matches!(next.link, Some(Link::Range | Link::Slash | Link::Or)));
        if begins && piece.around.bound == Some(Bound::Since) {
            // "from 2010 to 2012" has two ends.
            piece.around.bound = None;
        }
        if ranged && piece.around.bound == Some(Bound::By) {
            piece.around.bound = None;
        }
        match piece.claimed() {
            Ok(claimed) => {
                out.oddities.append(&mut piece.oddities);
                match (link, out.dates.last_mut()) {
                    // "by 2012 / since 2012": together they would be any time at all, so they stay two dates.
                    (Some(link @ (Link::Range | Link::Slash | Link::Or)), Some(first))
                        if !stretch(*first, claimed).is_unknown() =>
                    {
                        *first = ends(*first, claimed, link, &mut out.oddities);
                    }
                    _ => out.dates.push(claimed),
                }
                open = true;
            }
            Err(why) => {
                out.oddities.push(why);
                left.push((piece.from, piece.to));
                open = false;
            }
        }
    }
}

/// One stretch of two ends.
fn ends(first: Claimed, last: Claimed, link: Link, oddities: &mut Vec<Oddity>) -> Claimed {
    let mut joined = stretch(first, last);
    if link == Link::Or {
        oddities.push(Oddity::Alternatives);
        joined = joined.doubted();
    }
    let reversed = matches!((first.earliest(), last.earliest()), (Some(a), Some(b)) if a > b);
    if reversed && link == Link::Range {
        oddities.push(Oddity::RangeReversed);
        joined = joined.doubted();
    }
    // A stretch of one minute or day is as precise as its ends.
    if joined.precision() == Precision::Range
        && first.earliest() == last.earliest()
        && first.latest() == last.latest()
    {
        return if joined.is_doubtful() { first.doubted() } else { first };
    }
    joined
}

/// The words left, in their order.
fn left_over(text: &str, left: &mut [(usize, usize)]) -> String {
    left.sort_unstable();
    let words: Vec<&str> = left.iter().filter_map(|(from, to)| text.get(*from..*to)).collect();
    words.join(" ")
}
