//! A CSV file of reference results as named columns.

use std::path::Path;

/// The rows of a file, by the names of their columns.
pub(crate) struct Rows {
    names: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    pub(crate) fn read(path: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(path).ok()?;
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let names = reader.headers().ok()?.iter().map(|name| name.trim().to_owned()).collect();
        let rows: Option<Vec<Vec<String>>> =
            reader.records().map(|row| Some(row.ok()?.iter().map(str::to_owned).collect())).collect();
        Some(Self { names, rows: rows? })
    }

    pub(crate) fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.names.iter().any(|own| own == name))
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn text(&self, row: usize, name: &str) -> &str {
        let column =
            self.names.iter().position(|own| own == name).unwrap_or_else(|| panic!("no column `{name}`"));
        self.rows[row].get(column).map_or("", String::as_str)
    }

    /// A number; what is empty or `NA` is no number.
    pub(crate) fn number(&self, row: usize, name: &str) -> f64 {
        self.text(row, name).parse().unwrap_or(f64::NAN)
    }

    pub(crate) fn numbers(&self, name: &str) -> Vec<f64> {
        (0..self.len()).map(|row| self.number(row, name)).collect()
    }

    pub(crate) fn is(&self, row: usize, name: &str) -> bool {
        matches!(self.text(row, name), "TRUE" | "1")
    }
}
