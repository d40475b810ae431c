//! What gives the same run again: seed, size, years and version in `truth/run.toml`, every parameter in `truth/parameters.csv`.

use std::path::Path;

use record::Day;

use crate::write::{Files, make, text};
use crate::{Error, Parameters, SIZES, Setup};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Keeps what gives the run again in the `truth/` of its folder.
///
/// # Errors
/// [`Error::Write`] when the disk is full or the folder cannot be made.
pub fn keep(setup: &Setup, parameters: &Parameters, out: &Path) -> Result<Files, Error> {
    let truth = out.join("truth");
    make(&truth)?;
    let mut files = text(&truth.join("run.toml"), &about(setup))?;
    files.add(text(&truth.join("parameters.csv"), &table(parameters))?);
    Ok(files)
}

/// Reads what [`keep`] kept in a run's folder.
///
/// # Errors
/// [`Error::Record`] names file, line and remedy; so it does when another version made the run. [`Error::Parameter`].
pub fn again(folder: &Path) -> Result<(Setup, Parameters), Error> {
    let run = folder.join("truth/run.toml");
    let text = read(&run)?;
    let wrong = |field: &'static str, words: String| Error::Record { path: run.clone(), field, words };
    let value = |field: &'static str| -> Result<&str, Error> {
        let line = text.lines().find_map(|line| line.strip_prefix(field)?.trim_start().strip_prefix('='));
        line.map(|value| value.trim().trim_matches('"')).ok_or_else(|| {
            wrong(field, "is missing; name a folder that `candour simulate` wrote, as it was written".into())
        })
    };
    let number = |field: &'static str| -> Result<u64, Error> {
        let value = value(field)?;
        value.parse().map_err(|_| wrong(field, format!("`{value}` is no whole number; write it as it was")))
    };
    let version = value("version")?;
    if version != VERSION {
        return Err(wrong(
            "version",
            format!(
                "{version} made this run and this is {VERSION}; only the same version gives the same town: use {version}"
            ),
        ));
    }
    let word = value("town")?;
    let size = SIZES.into_iter().find(|size| size.word == word).ok_or_else(|| {
        let words: Vec<&str> = SIZES.iter().map(|size| size.word).collect();
        wrong("town", format!("`{word}` is no size; there are {}", words.join(", ")))
    })?;
    let first = value("first")?;
    let first = Day::parse_iso(first)
        .ok_or_else(|| wrong("first", format!("`{first}` is no day; write one such as 2018-04-01")))?;
    let years =
        u32::try_from(number("years")?).map_err(|_| wrong("years", "is too large; choose 1 to 60".into()))?;
    let setup = Setup { size, first, years, seed: number("seed")? };
    let table = folder.join("truth/parameters.csv");
    let parameters = Parameters::changed_by(&read(&table)?, &table.display().to_string())?;
    Ok((setup, parameters))
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|cause| Error::Record {
        path: path.to_owned(),
        field: "",
        words: format!("{cause}; name a folder that `candour simulate` wrote"),
    })
}

fn about(setup: &Setup) -> String {
    format!(
        "# The same version with these and parameters.csv gives the same files, byte for byte.\n\
         version = \"{VERSION}\"\ntown = \"{}\"\nfirst = \"{}\"\nyears = {}\nseed = {}\n",
        setup.size.word, setup.first, setup.years, setup.seed
    )
}

fn table(parameters: &Parameters) -> String {
    let mut out = String::from("name,value,low,high,unit,source\n");
    let quoted = |text: &str| {
        if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    };
    for parameter in parameters.all() {
        // A number is written with as many digits as it takes to be read as the same.
        out.push_str(&format!(
            "{},{},{},{},{},{}\n",
            parameter.name,
            parameter.value,
            parameter.low,
            parameter.high,
            quoted(&parameter.unit),
            quoted(&parameter.source)
        ));
    }
    out
}
