//! Whose file it is: `agency.toml` beside it, else the top subfolder, else an unknown agency with a number.

use std::collections::BTreeMap;

use formats::agency_toml::{AgencyToml, FileRule};
use record::AgencyId;

/// The agencies of one folder.
#[derive(Debug, Default)]
pub(crate) struct Agencies {
    /// By the folder (path below the review folder, empty for the top) in which an `agency.toml` stands.
    pub(crate) declared: BTreeMap<String, AgencyToml>,
    unknown: u32,
}

/// Whose a file is, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) agency: AgencyId,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) unknown: bool,
    /// The folder that says so.
    pub(crate) home: String,
}

impl Agencies {
    /// Whose the file at `path` is. Ask in the order of the paths: unknown agencies are numbered as they come.
    pub(crate) fn owner(&mut self, path: &str) -> Owner {
        if let Some((home, toml)) = self.declared_above(path) {
            return Owner {
                agency: toml.id.clone(),
                name: toml.name.clone(),
                kind: toml.kind.as_str().to_owned(),
                unknown: false,
                home: home.to_owned(),
            };
        }
        if let Some((top, _)) = path.split_once('/') {
            let agency = AgencyId::new(slug(top));
            return Owner {
                agency,
                name: top.to_owned(),
                kind: "other".into(),
                unknown: false,
                home: top.to_owned(),
            };
        }
        self.unknown += 1;
        Owner {
            agency: AgencyId::new(format!("unknown-agency-{}", self.unknown)),
            name: format!("unknown agency {}", self.unknown),
            kind: "other".into(),
            unknown: true,
            home: path.to_owned(),
        }
    }

    /// What the nearest `agency.toml` says of this file.
    pub(crate) fn rule(&self, path: &str) -> Option<&FileRule> {
        let (folder, toml) = self.declared_above(path)?;
        let below = path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/');
        toml.rule_for(below)
    }

    /// The `agency.toml` in the file's own folder or the nearest one above.
    fn declared_above<'a>(&'a self, path: &str) -> Option<(&'a str, &'a AgencyToml)> {
        let mut folder = path;
        while let Some((above, _)) = folder.rsplit_once('/') {
            folder = above;
            if let Some((folder, toml)) = self.declared.get_key_value(folder) {
                return Some((folder, toml));
            }
        }
        self.declared.get("").map(|toml| ("", toml))
    }
}

/// A folder's name as an agency id: lower-case letters and digits with single hyphens.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "agency".into() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Agencies, slug};

    #[test]
    fn a_file_in_no_folder_is_an_unknown_agencys() {
        let mut agencies = Agencies::default();
        assert_eq!(agencies.owner("a.csv").agency.as_str(), "unknown-agency-1");
        assert_eq!(agencies.owner("b.csv").name, "unknown agency 2");
        assert_eq!(agencies.owner("Westbrook Police/2019/x.csv").agency.as_str(), "westbrook-police");
    }

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("St. Mary's -- School "), "st-mary-s-school");
        assert_eq!(slug("…"), "agency");
    }
}
