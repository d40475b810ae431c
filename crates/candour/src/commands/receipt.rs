//! `candour receipt WORD …`: fetches a receipt again; and how receipts are written and told of.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use desk::Receipt;
use published::receipt_page::{self, ReceiptPage};
use record::policy::Policy;
use told::words::Words;

use super::{WrongUse, place, statement};
use crate::args::{self, ReceiptOut};

pub(crate) fn run(args: &args::Receipt, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let words: Words = Words::parse(&args.words.join(" ")).map_err(|cause| WrongUse(cause.to_string()))?;
    let archive = place::open_there(&args.at)?;
    let receipt = desk::fetch(&archive, &words, args.out.everything)?;
    hand_out(&receipt, &args.out, json, policy, "fetched again")
}

/// What to do when a receipt cannot be written.
const AGAIN: &str = "what was told is recorded; fetch its receipt again with its words or the same submission id, and another `--out`";

/// Writes the receipt and says where it is and what it proves.
pub(crate) fn hand_out(
    receipt: &Receipt,
    out: &ReceiptOut,
    json: bool,
    policy: &Policy,
    what: &str,
) -> Result<u8, Box<dyn Error>> {
    let file = out.out.clone().unwrap_or_else(|| format!("receipt-{}.tlog-proof", receipt.index()).into());
    let text = receipt.proof.to_string();
    // What was told is recorded: whatever becomes of the files, its words are said, or the receipt could be lost for good.
    let written = write_all(receipt, &text, &file, out, policy);
    say(receipt, &text, &file, out, json, policy, what)?;
    written.map(|()| 0)
}

fn write_all(
    receipt: &Receipt,
    text: &str,
    file: &Path,
    out: &ReceiptOut,
    policy: &Policy,
) -> Result<(), Box<dyn Error>> {
    write_private(file, text.as_bytes(), AGAIN)?;
    if let Some(page) = &out.page {
        let mut bytes = Vec::new();
        let coded = receipt.coded.as_ref().map_or_else(|| text.to_owned(), ToString::to_string);
        receipt_page::write(&page_of(receipt, &coded, file, out.discreet, policy), &mut bytes)?;
        write_private(page, &bytes, AGAIN)?;
    }
    Ok(())
}

/// Says what was recorded, where its receipt is, and the words that fetch it again.
fn say(
    receipt: &Receipt,
    text: &str,
    file: &Path,
    out: &ReceiptOut,
    json: bool,
    policy: &Policy,
    what: &str,
) -> Result<(), Box<dyn Error>> {
    let words = receipt.words.as_ref().map(ToString::to_string);
    let mut stdout = std::io::stdout();
    if json {
        let answer = serde_json::json!({
            "receipt": file, "page": out.page, "index": receipt.index(), "size": receipt.size,
            "words": words, "repeated": receipt.repeated, "text": text,
        });
        writeln!(stdout, "{answer}")?;
        return Ok(());
    }
    writeln!(stdout, "Recorded as entry {} ({what}).", receipt.index())?;
    for (name, value) in statement::lines(&receipt.statement, Some(policy), false) {
        writeln!(stdout, "  {name}: {value}")?;
    }
    writeln!(stdout, "\nReceipt:  {}", file.display())?;
    if let Some(page) = &out.page {
        writeln!(stdout, "Page:     {}", page.display())?;
    }
    if let Some(words) = words {
        writeln!(stdout, "Your words to remember: {words}")?;
        writeln!(stdout, "  They fetch this receipt again: candour receipt {words}")?;
        writeln!(
            stdout,
            "  Whoever has them can do so too. If a receipt found would be unsafe, keep only the words."
        )?;
    }
    if witnesses(receipt).is_empty() {
        writeln!(
            stdout,
            "No independent witness has signed yet: fetch it again later and it carries their signatures."
        )?;
    }
    Ok(())
}

/// The names of the witnesses whose signature lines it carries.
fn witnesses(receipt: &Receipt) -> Vec<String> {
    let note = &receipt.proof.checkpoint;
    let origin = note.text().lines().next().unwrap_or_default();
    note.signatures().iter().map(|line| line.name().to_owned()).filter(|name| name != origin).collect()
}

fn page_of(receipt: &Receipt, text: &str, file: &Path, discreet: bool, policy: &Policy) -> ReceiptPage {
    let note = &receipt.proof.checkpoint;
    let opening =
        receipt.proof.extra.as_deref().and_then(|bytes| ledger::opening::Opening::from_bytes(bytes).ok());
    let entry = opening.and_then(|opening| opening.entry().ok()).unwrap_or([0; 33]);
    ReceiptPage {
        // The page says itself when it was recorded.
        statements: statement::lines(&receipt.statement, Some(policy), false)
            .into_iter()
            .filter(|(name, _)| name != statement::RECORDED)
            .collect(),
        logged: receipt.statement.logged.map(|at| statement::time(at, Some(policy))).unwrap_or_default(),
        origin: note.text().lines().next().unwrap_or_default().to_owned(),
        index: receipt.index(),
        size: receipt.size,
        witnesses: witnesses(receipt),
        words: receipt.words.as_ref().map(ToString::to_string),
        file_name: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        qr: text.as_bytes().to_vec(),
        entry_hex: entry.iter().map(|byte| format!("{byte:02x}")).collect(),
        discreet,
    }
}

/// Writes a file that only its owner reads.
pub(crate) fn write_private(path: &Path, bytes: &[u8], remedy: &str) -> Result<(), Box<dyn Error>> {
    use std::os::unix::fs::OpenOptionsExt;
    let written = || -> std::io::Result<()> {
        let mut file =
            std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    written().map_err(|cause| {
        use std::io::ErrorKind::{IsADirectory, NotADirectory, NotFound, PermissionDenied};
        let words = format!("`{}`: {cause}; {remedy}", path.display());
        match cause.kind() {
            IsADirectory | NotADirectory | NotFound | PermissionDenied => WrongUse(words).into(),
            _ => words.into(),
        }
    })
}
