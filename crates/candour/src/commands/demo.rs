//! `candour demo`: the made-up town of `examples/`, written out and reviewed, and a simulated town beside it.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use desk::ReviewOptions;
use published::Shown;
use record::Day;
use record::policy::Policy;

use crate::args;
use crate::clock;
use crate::progress_bar::Bar;

include!(concat!(env!("OUT_DIR"), "/town.rs"));

/// The day on which the made-up review is done.
const AS_OF: &str = "2024-06-28";

pub(crate) fn run(args: &args::Demo, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let town = args.out.join("westbrook");
    write_town(&town).map_err(|cause| in_the_way(&args.out, &cause))?;
    let out = args.out.join("report");
    let bar = Bar::new();
    let review = desk::review(&ReviewOptions {
        folder: &town,
        out: &out,
        as_of: Day::parse_iso(AS_OF).unwrap_or_default(),
        logged: clock::now(),
        policy,
        store: None,
        passphrase: &|_| Err("the demonstration keeps no store".into()),
        corrections: None,
        key: None,
        shown: Shown::default(),
        progress: &|progress| bar.show(progress),
    });
    bar.finish();
    let words = super::review::words(&review?);
    let simulated = beside(&args.out.join("simulated"), &policy.clone().on_trial())?;
    let mut stdout = std::io::stdout();
    if json {
        stdout.write_all(&std::fs::read(out.join("summary.json"))?)?;
        eprint!("{words}");
        return Ok(0);
    }
    write!(
        stdout,
        "The made-up town of Westbrook: {}\n\n{words}{LOOK_AT}\nBeside it, a simulated town, in which it is known what really happened.\n{simulated}",
        town.display()
    )?;
    Ok(0)
}

const LOOK_AT: &str = "
What to look at in the page:
  - \"Which children's warnings belong together\": one phone and one yard that several agencies each wrote down.
  - \"Unanswered warnings\": what a school, a business and a neighbour told, and nobody answered.
  - \"Where accounts disagree\": one matter, told by two agencies on two days.
  - A family's calls and letters, of which no agency has a record.
  - The taxi rank that many children's records share: busy is not suspicious.
Every child, adult and agency in it is made up.
";

/// A simulated town beside the example written by hand: ordinary records in their thousands, and the truth apart. One that
/// an earlier demonstration left is made anew; anything else in its place is left alone.
fn beside(out: &Path, policy: &Policy) -> Result<String, Box<dyn Error>> {
    if simulated::replay::again(out).is_ok() {
        for name in ["agencies", "truth"] {
            std::fs::remove_dir_all(out.join(name)).map_err(|cause| in_the_way(out, &cause))?;
        }
        let page = std::fs::remove_file(out.join("index.html"));
        page.or_else(|cause| if cause.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(cause) })
            .map_err(|cause| in_the_way(out, &cause))?;
    }
    Ok(super::simulate::made(&args::Simulate::small(out.to_owned()), policy)?.0)
}

fn in_the_way(path: &Path, cause: &std::io::Error) -> super::WrongUse {
    super::WrongUse(format!("`{}`: {cause}; name a folder that may be written with `--out`", path.display()))
}

fn write_town(folder: &Path) -> std::io::Result<()> {
    for (path, bytes) in TOWN {
        let place = folder.join(path);
        if let Some(parent) = place.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(place, bytes)?;
    }
    Ok(())
}
