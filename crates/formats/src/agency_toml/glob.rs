//! Paths with `*` and `?`.

/// Does the path fit the pattern? `*` stands for any letters but `/`, `?` for one such letter.
///
/// Linear in pattern times path: on a mismatch only the last star takes one letter more.
pub(super) fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<char>, Vec<char>) = (pattern.chars().collect(), path.chars().collect());
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < path.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == path[t] || (*c == '?' && path[t] != '/') => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, taken)) if path[taken] != '/' => {
                    star = Some((at, taken + 1));
                    p = at + 1;
                    t = taken + 1;
                }
                _ => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn stars_stay_inside_a_folder() {
        for (pattern, path, fit) in [
            ("a.csv", "a.csv", true),
            ("*.csv", "a.csv", true),
            ("*.csv", "b/a.csv", false),
            ("20*/?.csv", "2019/a.csv", true),
            ("20*/?.csv", "2019/ab.csv", false),
            ("*a*b*", "xxaxxbxx", true),
            ("*a*b*", "xxbxxaxx", false),
            ("", "", true),
            ("", "a", false),
            ("**", "abc", true),
        ] {
            assert_eq!(fits(pattern, path), fit, "{pattern} {path}");
        }
    }
}
