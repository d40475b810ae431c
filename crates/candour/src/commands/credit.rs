//! `candour credit`: may a service say that it made the difference, and in which words?

use std::error::Error;
use std::io::Write;

use desk::CreditOptions;

use crate::args;

pub(crate) fn run(args: &args::Credit, json: bool) -> Result<u8, Box<dyn Error>> {
    let options = CreditOptions { file: &args.file, definition: args.definition.as_deref() };
    let mut stdout = std::io::stdout();
    if args.suggest {
        stdout.write_all(desk::suggest_credit(&options)?.as_bytes())?;
        return Ok(0);
    }
    let claimed = desk::credit(&options)?;
    let mut words = format!("{}\n", claimed.title);
    if !claimed.claimed_words.is_empty() {
        words.push_str(&format!("  claimed: {}\n", claimed.claimed_words));
    }
    words.push_str(&format!("  {}\n", claimed.table));
    words.push_str(&format!(
        "  may be said ({}): {}\n",
        claimed.credit.said.rung.name(),
        claimed.credit.said.text
    ));
    for why in &claimed.credit.why_no_higher {
        words.push_str(&format!("  no more, because {why}\n"));
    }
    if !claimed.has_direction {
        words.push_str(
            "  nobody says which way is better: less is taken to be; say it with `better` in a definition\n",
        );
    }
    for (line, finding) in claimed.findings.iter().take(10) {
        words.push_str(&match line {
            0 => format!("  {finding}\n"),
            _ => format!("  line {line}: {finding}\n"),
        });
    }
    if claimed.findings.len() > 10 {
        words.push_str(&format!("  and {} more findings\n", claimed.findings.len() - 10));
    }
    if let Some(out) = &args.out {
        desk::write_claimed(&claimed, out, &args.file, args.exact)?;
        words.push_str(&format!("Open first:  {}\n", out.join("index.html").display()));
    }
    if json {
        stdout.write_all(published::credit::credit_json(&claimed).as_bytes())?;
        eprint!("{words}");
    } else {
        stdout.write_all(words.as_bytes())?;
    }
    Ok(0)
}
