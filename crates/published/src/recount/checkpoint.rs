//! What every figure was computed from: the log at a size and root, or the files by their digests.

use record::Body;
use sha2::{Digest, Sha256};

use crate::Material;

/// What a page of figures rests on. Whoever has the same gets the same figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Checkpoint {
    /// The log in its store: origin, number of entries, root hash in base64.
    Log { origin: String, size: u64, root: String },
    /// Plain files: how many contents, SHA-256 over their SHA-256 digests (each in hexadecimal with a line feed, sorted), and
    /// how many corrections a reviewer gave beside them.
    Files { count: usize, digest: String, corrections: usize },
}

impl Checkpoint {
    pub(super) fn of(material: &Material<'_>) -> Self {
        if let Some(signed) = material.log.as_ref().and_then(crate::log::Log::signed) {
            return Self::Log {
                origin: signed.origin.to_owned(),
                size: signed.size,
                root: signed.root.to_owned(),
            };
        }
        let mut digests: Vec<&str> = (material.events.iter())
            .filter_map(|event| match &event.body {
                Body::Imported(file) => Some(file.digest.as_str()),
                _ => None,
            })
            .collect();
        digests.sort_unstable();
        // The same content twice counts once, as it does when it is read.
        digests.dedup();
        let mut all = Sha256::new();
        for digest in &digests {
            all.update(digest.as_bytes());
            all.update(b"\n");
        }
        let digest = all.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let corrections = material.events.iter().filter(|event| matches!(event.body, Body::Corrected(_)));
        Self::Files { count: digests.len(), digest, corrections: corrections.count() }
    }

    /// In one cell of a table: `log example.org/town 120 AAAA=` or `files 3 9f86…`, with `corrections 2` behind.
    pub(super) fn cell(&self) -> String {
        match self {
            Self::Log { origin, size, root } => format!("log {origin} {size} {root}"),
            Self::Files { count, digest, corrections: 0 } => format!("files {count} {digest}"),
            Self::Files { count, digest, corrections } => {
                format!("files {count} {digest} corrections {corrections}")
            }
        }
    }

    /// In a sentence, with how to find the same again.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Log { origin, size, root } => format!(
                "the log {origin} at {size} entries, root {root}: `candour log audit` tells whether the log still holds all of them, unaltered"
            ),
            Self::Files { count, digest, corrections } => format!(
                "{}{}, known by the digest {digest}: SHA-256 over the sorted SHA-256 digests of the files read, a line each (sha256sum FILES | cut -c1-64 | sort -u | sha256sum)",
                crate::html::counted(*count as u64, "file", "files of different content"),
                match corrections {
                    0 => String::new(),
                    many =>
                        format!(" and {}", crate::html::counted(*many as u64, "correction", "corrections")),
                }
            ),
        }
    }

    /// For a machine.
    pub(super) fn json(&self) -> serde_json::Value {
        match self {
            Self::Log { origin, size, root } => {
                serde_json::json!({"kind": "log", "origin": origin, "tree_size": size, "root": root})
            }
            Self::Files { count, digest, corrections } => {
                serde_json::json!({"kind": "files", "contents": count, "sha256": digest, "corrections": corrections})
            }
        }
    }
}
