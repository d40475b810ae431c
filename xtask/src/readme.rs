//! The README's commands, so that CI runs what a stranger runs.

use std::path::Path;

use crate::Done;

/// Prints the `number`-th command (from 1) of the README's first `sh` blocks.
pub(crate) fn print_command(root: &Path, number: &str) -> Done {
    let readme =
        std::fs::read_to_string(root.join("README.md")).map_err(|cause| format!("README.md: {cause}"))?;
    let number: usize = number.parse().map_err(|_| "the number of the command, from 1".to_owned())?;
    let commands = commands(&readme);
    let command = number.checked_sub(1).and_then(|place| commands.get(place));
    let command =
        command.ok_or_else(|| format!("README.md has {} commands in `sh` blocks", commands.len()))?;
    #[allow(clippy::print_stdout, reason = "printing it is the task")]
    {
        println!("{command}");
    }
    Ok(())
}

/// The lines of the `sh` blocks, in order.
pub(crate) fn commands(readme: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line.trim() {
            "```sh" => inside = true,
            "```" => inside = false,
            command if inside && !command.is_empty() && !command.starts_with('#') => {
                commands.push(command.to_owned())
            }
            _ => {}
        }
    }
    commands
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_shell_blocks_hold_commands() {
        let readme = "a\n```sh\n# first\ncargo run\n```\n```text\nno\n```\n```sh\ncargo test\n```";
        assert_eq!(super::commands(readme), ["cargo run", "cargo test"]);
    }
}
