//! Are these regular expressions that a linear-time engine runs? A first look without the engine, which is not here.

/// What to do about a wrong one.
pub(super) const REMEDY: &str = "use alternation, classes, word boundaries and bounded gaps only";

/// What is wrong with a pattern; `None` if nothing is seen.
pub(super) fn problem(pattern: &str) -> Option<&'static str> {
    if ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|look| pattern.contains(look)) {
        return Some("the pattern looks around, which no linear-time engine does");
    }
    let (mut depth, mut class) = (0i32, false);
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                None => return Some("the pattern ends in a backslash"),
                Some('1'..='9') => return Some("the pattern refers back, which no linear-time engine does"),
                Some(_) => {}
            },
            '[' => class = true,
            ']' => class = false,
            '(' if !class => depth += 1,
            ')' if !class => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return Some("the pattern closes a bracket that is not open");
        }
    }
    (depth > 0 || class).then_some("the pattern leaves a bracket open")
}
