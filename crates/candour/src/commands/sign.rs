//! `candour post-key` and `candour sign`: a post's own key, and its signature under a request.

use std::error::Error;
use std::io::Write;

use super::place;
use super::receipt::write_private;
use super::verify::read;
use crate::args::{PostKey, Secrets, Sign};
use crate::progress_bar::Bar;

pub(crate) fn make_key(args: &PostKey, json: bool) -> Result<u8, Box<dyn Error>> {
    let bar = Bar::new();
    let key =
        desk::make_post_key(&args.out, &args.post, &place::passphrase(&only(&args.passphrase_file), &bar))?;
    let mut out = std::io::stdout();
    if json {
        writeln!(
            out,
            "{}",
            serde_json::json!({"post": args.post.as_str(), "key": key.to_string(), "file": args.out})
        )?;
        return Ok(0);
    }
    writeln!(out, "{key}")?;
    eprintln!(
        "The line above goes into the list of signers of every store; the file {} and its passphrase stay with the post.",
        args.out.display()
    );
    Ok(0)
}

pub(crate) fn run(args: &Sign, json: bool) -> Result<u8, Box<dyn Error>> {
    let bar = Bar::new();
    let bytes = read(&args.file)?;
    let (post, note) =
        desk::sign_as_post(&args.key, &bytes, &place::passphrase(&only(&args.passphrase_file), &bar))?;
    write_private(&args.file, note.to_string().as_bytes(), "make room and sign it again")?;
    let mut out = std::io::stdout();
    if json {
        writeln!(out, "{}", serde_json::json!({"file": args.file, "post": post}))?;
    } else {
        write!(out, "Signed as {post}:\n\n{}", note.text())?;
    }
    Ok(0)
}

fn only(passphrase_file: &Option<std::path::PathBuf>) -> Secrets {
    Secrets { keys: None, last_signed: None, passphrase_file: passphrase_file.clone(), origin: None }
}
