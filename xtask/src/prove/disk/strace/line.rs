//! The lines that `strace -f -y -xx -o FILE` writes, as calls.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;

/// A call that came back.
#[derive(Debug)]
pub(super) struct Call<'a> {
    /// The thread that made it.
    pub(super) thread: u32,
    pub(super) name: &'a str,
    arguments: Cow<'a, str>,
    /// What it gave: -1 when it failed.
    pub(super) gave: i64,
    /// The file behind the descriptor it gave, if it gave one.
    pub(super) gave_path: Option<PathBuf>,
    /// Twice the number of the line on which it began.
    pub(super) started: u64,
    /// Twice the number of the line on which it ended, plus one: a cut may fall between the two.
    pub(super) ended: u64,
}

/// A descriptor as an argument.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Descriptor {
    pub(super) number: i64,
    /// The file behind it, under its name at that moment. None for a file whose name was taken away.
    pub(super) path: Option<PathBuf>,
}

/// The calls in the order in which they ended.
///
/// When threads run at once, a call stands on two lines: `… <unfinished ...>` and `<... NAME resumed>…`. A call that never
/// came back (the process was killed in it) is left out.
pub(super) fn calls(text: &str) -> Vec<Call<'_>> {
    let mut open: HashMap<u32, (u64, &str)> = HashMap::new();
    let mut calls = Vec::new();
    for (number, line) in (0u64..).step_by(2).zip(text.lines()) {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Ok(thread) = thread.parse() else { continue };
        let rest = rest.trim_start();
        if let Some(begun) = rest.strip_suffix("<unfinished ...>") {
            open.insert(thread, (number, begun));
        } else if let Some(resumed) = rest.strip_prefix("<... ") {
            let ended = resumed.split_once(" resumed>").map(|(_, ended)| ended);
            if let (Some((started, begun)), Some(ended)) = (open.remove(&thread), ended) {
                calls.extend(call_of_two(thread, begun, ended, started, number + 1));
            }
        } else {
            calls.extend(call(thread, rest, number, number + 1));
        }
    }
    calls
}

fn call(thread: u32, line: &str, started: u64, ended: u64) -> Option<Call<'_>> {
    let (call, gave) = line.rsplit_once(" = ")?;
    let (name, arguments) = call.split_once('(')?;
    let arguments = Cow::Borrowed(arguments.trim_end().strip_suffix(')')?);
    let (gave, gave_path) = given(gave)?;
    Some(Call { thread, name, arguments, gave, gave_path, started, ended })
}

fn call_of_two<'a>(thread: u32, begun: &'a str, end: &str, started: u64, ended: u64) -> Option<Call<'a>> {
    let (name, first) = begun.split_once('(')?;
    let (second, gave) = end.rsplit_once(" = ")?;
    let second = second.trim_end().strip_suffix(')')?;
    let (gave, gave_path) = given(gave)?;
    let arguments = Cow::Owned(format!("{first}{second}"));
    Some(Call { thread, name, arguments, gave, gave_path, started, ended })
}

/// What stands after the equals sign: a number, perhaps with a file, or `?` for a call that does not come back.
fn given(text: &str) -> Option<(i64, Option<PathBuf>)> {
    let word = text.split_whitespace().next()?;
    if word.starts_with("0x") {
        // An address, as `mmap` gives; which one is of no interest.
        return Some((0, None));
    }
    let descriptor = descriptor(word)?;
    Some((descriptor.number, descriptor.path))
}

impl Call<'_> {
    /// The arguments as strace writes them.
    pub(super) fn arguments(&self) -> Vec<&str> {
        split(&self.arguments)
    }
}

/// Splits at commas that are in no string and no bracket.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth, mut quoted, mut escaped) = (Vec::new(), 0, 0i32, false, false);
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            b',' if depth == 0 => {
                parts.push(text[from..place].trim());
                from = place + 1;
            }
            _ => {}
        }
    }
    let last = text[from..].trim();
    if !last.is_empty() {
        parts.push(last);
    }
    parts
}

/// The bytes of every string in an argument, one after the other: one for `write`, several for `writev`.
///
/// # Errors
/// When strace cut a string short (it ends with `"...`).
pub(super) fn bytes(argument: &str) -> Result<Vec<u8>, String> {
    let mut all = Vec::new();
    let mut rest = argument;
    while let Some(from) = rest.find('"') {
        let text = &rest[from + 1..];
        let end = string_end(text);
        unescape(&text[..end], &mut all);
        rest = text.get(end + 1..).unwrap_or_default();
        if rest.starts_with("...") {
            return Err("strace cut a write short; record with a larger `-s`".into());
        }
    }
    Ok(all)
}

fn string_end(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.unwrap_or(text.len())
}

/// Resolves `\x41`, octal `\1` to `\377`, `\n` and its like, `\"` and `\\`.
fn unescape(text: &str, into: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'\\' {
            into.push(first);
            continue;
        }
        let Some((&letter, after)) = rest.split_first() else { return };
        rest = after;
        match letter {
            b'x' => into.push(digits(&mut rest, 16, 2, 0)),
            b'0'..=b'7' => into.push(digits(&mut rest, 8, 2, u32::from(letter - b'0'))),
            b'n' => into.push(b'\n'),
            b't' => into.push(b'\t'),
            b'r' => into.push(b'\r'),
            b'v' => into.push(0x0b),
            b'f' => into.push(0x0c),
            other => into.push(other),
        }
    }
}

fn digits(rest: &mut &[u8], radix: u32, at_most: usize, first: u32) -> u8 {
    let mut value = first;
    for _ in 0..at_most {
        let Some((&next, after)) = rest.split_first() else { break };
        let Some(digit) = char::from(next).to_digit(radix) else { break };
        value = value * radix + digit;
        *rest = after;
    }
    // Octal escapes of strace end at 377, so nothing is cut off here.
    value as u8
}

/// Reads `3<\x2f…>`, `3<\x2f…>(deleted)`, `AT_FDCWD<\x2f…>`, `3` or `-1`.
pub(super) fn descriptor(argument: &str) -> Option<Descriptor> {
    let (number, path) = argument.split_once('<').unwrap_or((argument, ""));
    let number = if number == "AT_FDCWD" { AT_CURRENT } else { number.parse().ok()? };
    let path = path.strip_suffix('>').map(|path| PathBuf::from(word(path)));
    Some(Descriptor { number, path })
}

/// What strace writes for "the folder the process stands in".
pub(super) const AT_CURRENT: i64 = -100;

fn word(escaped: &str) -> String {
    let mut bytes = Vec::new();
    unescape(escaped, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
#[path = "line/tests.rs"]
mod tests;
