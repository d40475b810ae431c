//! The one binary: reads the command, shows progress, prints what was done, and ends with the right code.
//!
//! 0 done; 1 findings that the caller asked to fail on; 2 wrong use; 3 failed.

mod args;
mod clock;
mod commands;
mod exit;
mod progress_bar;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let wanted = !error.use_stderr();
            // Printing help into a closed pipe is nobody's error.
            let _ = error.print();
            return if wanted { ExitCode::SUCCESS } else { exit::WRONG_USE.into() };
        }
    };
    match commands::run(&args) {
        Ok(code) => code.into(),
        Err(error) => {
            eprintln!("candour: {error}");
            exit::code_of(error.as_ref()).into()
        }
    }
}
