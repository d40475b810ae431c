//! A database of bare rows as found after a cut, against the rows acknowledged before it.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::Connection;

use super::body;

/// Opens the database, which lets SQLite recover it, and complains of each row that was acknowledged and is not there as it
/// was told, and of a database that is not sound.
pub(crate) fn check(file: &Path, size: usize, acknowledged: &[String]) -> Vec<String> {
    if !file.exists() {
        return acknowledged.iter().map(|row| lost(row)).collect();
    }
    let found = match read(file) {
        Ok(found) => found,
        Err(cause) => return vec![format!("the database cannot be read: {cause}")],
    };
    let mut complaints = Vec::new();
    if found.sound != "ok" {
        complaints.push(format!("the database is not sound: {}", found.sound));
    }
    for row in acknowledged {
        let Ok(number) = row.parse::<u64>() else {
            complaints.push(format!("`{row}` is no acknowledgement"));
            continue;
        };
        match found.rows.get(&number) {
            None => complaints.push(lost(row)),
            Some(bytes) if *bytes != body(number, size) => {
                complaints.push(format!("row `{row}` is not as told"))
            }
            Some(_) => {}
        }
    }
    complaints
}

fn lost(row: &str) -> String {
    format!("row `{row}` was acknowledged and is lost")
}

struct Found {
    /// `ok`, or what SQLite's own check says.
    sound: String,
    rows: HashMap<u64, Vec<u8>>,
}

fn read(file: &Path) -> rusqlite::Result<Found> {
    let connection = Connection::open(file)?;
    // The image is thrown away: waiting for the real disk would only take time.
    connection.pragma_update(None, "synchronous", "off")?;
    let sound = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    let there: bool =
        connection
            .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'told'", [], |row| row.get(0))?;
    let mut rows = HashMap::new();
    if there {
        let mut query = connection.prepare("SELECT row, body FROM told")?;
        let all = query.query_map([], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?)))?;
        for row in all {
            let (number, body) = row?;
            rows.insert(number, body);
        }
    }
    Ok(Found { sound, rows })
}
