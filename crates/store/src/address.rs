//! Addresses of stores: `sqlite:FILE`.

use std::path::PathBuf;

use crate::Error;

/// Where a store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(pub PathBuf);

impl std::str::FromStr for Address {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text.strip_prefix("sqlite:") {
            Some(file) if !file.is_empty() => Ok(Self(PathBuf::from(file))),
            _ => Err(Error::Address(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn only_sqlite_is_known_so_far() {
        assert_eq!("sqlite:a.db".parse::<Address>().expect("known"), Address("a.db".into()));
        for wrong in ["", "a.db", "sqlite:", "mysql://x"] {
            assert!(wrong.parse::<Address>().expect_err("unknown").to_string().contains("sqlite:FILE"));
        }
    }
}
