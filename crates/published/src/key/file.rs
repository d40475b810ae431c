//! The key file, read and written.

use std::io::{self, Write};

use smol_str::SmolStr;

use super::{Entry, Key};

/// First line of a key file of this version.
const VERSION: &str = "candour-key,1,";
const HEADING: &str = "age,handle,pseudonym";

/// Why a key file could not be read. Without it every pseudonym would change, so nothing is guessed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("key file line {line}: {problem}; {remedy}")]
pub struct KeyError {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong.
    pub problem: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

const RESTORE: &str = "restore the file from a copy; a line may be removed, then its pseudonym is drawn anew";
const WHOLE: &str =
    "restore the file from a copy, or start a new key, which gives every child a new pseudonym";

impl Key {
    /// Reads a key file.
    ///
    /// # Errors
    /// The first line that is not as [`Key::write`] writes it.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = (1u32..).zip(text.lines().map(str::trim_end));
        let at = |line, problem, remedy| KeyError { line, problem, remedy };
        let first = lines.next().map_or("", |(_, line)| line);
        if !first.trim_end_matches(',').eq(VERSION.trim_end_matches(',')) {
            let remedy = "give the key file that candour wrote beside an earlier report, or a newer candour";
            return Err(at(1, "is no key file of version 1", remedy));
        }
        let secret = lines.next().and_then(|(_, line)| line.trim_end_matches(',').strip_prefix("secret,"));
        let secret =
            secret.and_then(secret_of).ok_or(at(2, "holds no secret of 64 hexadecimal digits", WHOLE))?;
        if lines.next().is_none_or(|(_, line)| line != HEADING) {
            return Err(at(3, "is not the heading `age,handle,pseudonym`", WHOLE));
        }
        let mut entries: Vec<Entry> = Vec::new();
        for (line, text) in lines.filter(|(_, text)| !text.is_empty()) {
            entries.push(entry_of(text).map_err(|problem| at(line, problem, RESTORE))?);
        }
        entries.sort_by_key(|entry| entry.age);
        Ok(Self { secret, entries })
    }

    /// Writes the key file.
    ///
    /// # Errors
    /// Whatever `out` says.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{VERSION}\nsecret,")?;
        for byte in self.secret {
            write!(out, "{byte:02x}")?;
        }
        writeln!(out, ",\n{HEADING}")?;
        for entry in &self.entries {
            match entry.handle {
                Some(handle) => writeln!(out, "{},{handle:032x},{}", entry.age, entry.pseudonym)?,
                None => writeln!(out, "{},,{}", entry.age, entry.pseudonym)?,
            }
        }
        out.flush()
    }
}

fn secret_of(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut secret = [0; 32];
    for (byte, pair) in secret.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(secret)
}

fn entry_of(text: &str) -> Result<Entry, &'static str> {
    let mut cells = text.split(',');
    let (Some(age), Some(handle), Some(pseudonym), None) =
        (cells.next(), cells.next(), cells.next(), cells.next())
    else {
        return Err("has not three cells");
    };
    let age = age.parse().map_err(|_| "has an age that is no whole number")?;
    let handle = match handle {
        "" => None,
        text if text.len() == 32 => {
            Some(u128::from_str_radix(text, 16).map_err(|_| "has a handle that is not hexadecimal")?)
        }
        _ => return Err("has a handle that has not 32 hexadecimal digits"),
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b' ';
    match pseudonym.rsplit_once(' ') {
        Some((kind, code)) if !kind.is_empty() && !code.is_empty() && pseudonym.bytes().all(plain) => {}
        _ => return Err("has a pseudonym that is not a kind, a space and a code"),
    }
    Ok(Entry { handle, pseudonym: SmolStr::new(pseudonym), age })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Key {
        let entry = |handle, pseudonym: &str, age| Entry { handle, pseudonym: pseudonym.into(), age };
        Key {
            secret: [7; 32],
            entries: vec![entry(Some(5), "child K7F2", 0), entry(None, "online name P3QX", 1)],
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut bytes = Vec::new();
        sample().write(&mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(Key::read(&text), Ok(sample()));
        assert_eq!(Key::read(&text.replace('\n', "\r\n")), Ok(sample()));
    }

    #[test]
    fn a_damaged_key_file_names_line_and_remedy() {
        let mut bytes = Vec::new();
        sample().write(&mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        for (damaged, line) in [
            (String::new(), 1),
            (text.replace("key,1", "key,2"), 1),
            (text.replace("secret,07", "secret,7"), 2),
            (text.replace("age,", "ages,"), 3),
            (text.replace("child K7F2", "childK7F2"), 4),
            (text.replace("0,0000", "0,000"), 4),
            (format!("{text}x,,child B4MD\n"), 6),
        ] {
            let error = Key::read(&damaged).unwrap_err();
            assert_eq!(error.line, line, "{damaged}");
            assert!(!error.remedy.is_empty());
        }
    }

    #[test]
    fn the_secret_reaches_no_log() {
        assert!(!format!("{:?}", sample()).contains('7'));
    }
}
