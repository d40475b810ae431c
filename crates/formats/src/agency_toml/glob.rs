//! Paths with `*` and `?`.

/// Does `path` fit `pattern`? `*` stands for any characters but `/`, `?` for one character but `/`.
///
/// Time: at most the product of both lengths, whatever the pattern.
pub(super) fn fits(pattern: &str, path: &str) -> bool {
    let (patterns, parts): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    patterns.len() == parts.len()
        && patterns.iter().zip(parts).all(|(pattern, part)| part_fits(pattern, part))
}

/// Greedy matching that goes back to the last star only.
fn part_fits(pattern: &str, part: &str) -> bool {
    let (pattern, part): (Vec<char>, Vec<char>) = (pattern.chars().collect(), part.chars().collect());
    let (mut p, mut t) = (0, 0);
    // Behind the last star: its place in the pattern, and how much of the part it took.
    let mut star: Option<(usize, usize)> = None;
    while t < part.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == '?' || *c == part[t] => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((place, taken)) => {
                    star = Some((place, taken + 1));
                    p = place + 1;
                    t = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn stars_and_question_marks_stay_inside_a_folder() {
        for (pattern, path) in [
            ("a.csv", "a.csv"),
            ("concerns-*.csv", "concerns-2019.csv"),
            ("*", "a.csv"),
            ("*a*a*.csv", "banana.csv"),
            ("20??/*.csv", "2019/x.csv"),
            ("a**b", "ab"),
        ] {
            assert!(fits(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("*.csv", "2019/a.csv"),
            ("a?c", "a/c"),
            ("a.csv", "a.csvx"),
            ("?", ""),
            ("*a*a*a*", "banan"),
            ("2019/*", "2019"),
        ] {
            assert!(!fits(pattern, path), "{pattern} {path}");
        }
    }

    #[test]
    fn many_stars_take_no_longer_than_both_lengths_multiplied() {
        assert!(!fits(&"*a".repeat(2_000), &"b".repeat(2_000)));
    }
}
