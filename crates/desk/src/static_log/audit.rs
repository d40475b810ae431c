//! The audit of a static log: every tile and bundle against the entries, every checkpoint against the tree.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ledger::hash::{Hash, leaf_hash};
use ledger::tile::{Content, bundles_needed, node};
use ledger::trust_policy::Judged;
use ledger::{Edge, Fork, Note, Tile, TrustPolicy, bundle, proof};

use super::files::{CHECKPOINT, read};
use crate::audit::Findings;
use crate::{Error, Progress, Reporter};

/// Entries of a bundle, hashes of a tile.
const FULL: u64 = 256;

/// What the audit of a folder found.
#[derive(Debug)]
pub struct StaticAudited {
    /// The log's name.
    pub origin: String,
    /// How many entries the newest checkpoint speaks of.
    pub size: u64,
    /// Its root.
    pub root: Option<Hash>,
    /// Who has cosigned it, and when.
    pub witnesses: Vec<(String, u64)>,
    /// Checkpoints looked at.
    pub checkpoints: u64,
    /// Tiles and bundles compared.
    pub tiles: u64,
    /// What is wrong.
    pub findings: Findings,
    /// Proofs that the log signed two histories.
    pub forks: Vec<Fork>,
}

/// Audits a folder.
///
/// # Errors
/// [`Error::NoFolder`] when there is none.
pub fn audit(dir: &Path, trust: &TrustPolicy, progress: &Reporter<'_>) -> Result<StaticAudited, Error> {
    if !dir.is_dir() {
        return Err(Error::NoFolder(dir.to_owned()));
    }
    let mut findings = Findings::default();
    let mut audited = StaticAudited {
        origin: String::new(),
        size: 0,
        root: None,
        witnesses: Vec::new(),
        checkpoints: 0,
        tiles: 0,
        findings: Findings::default(),
        forks: Vec::new(),
    };
    let signed = checkpoints(dir, trust, &mut findings);
    audited.checkpoints = signed.len() as u64;
    let Some((newest, note)) = signed.get(CHECKPOINT) else {
        findings
            .store("checkpoint", "there is no `checkpoint` that is right: the folder says nothing".into());
        audited.findings = findings;
        return Ok(audited);
    };
    (audited.origin, audited.size) = (newest.origin.clone(), newest.checkpoint.size());
    audited.witnesses.clone_from(&newest.witnesses);
    if !newest.quorum_met {
        let words = format!("`checkpoint` has not enough witnesses: needed: {}", newest.quorum_needed);
        findings.store("witnesses", words);
    }
    let mut walk = Walk { dir, size: audited.size, levels: Vec::new(), tiles: 0, findings };
    let wanted = signed.values().map(|(judged, _)| (judged.checkpoint.size(), None)).collect();
    let (edge, roots) = walk.entries(wanted, progress);
    let Walk { tiles, mut findings, .. } = walk;
    audited.tiles = tiles;
    audited.root = edge.as_ref().map(Edge::root);
    for (name, (judged, other)) in &signed {
        let is = &judged.checkpoint;
        if is.origin() != audited.origin {
            findings.store("checkpoint", format!("`{name}` is of another log, `{}`", is.origin()));
        } else if is.size() > audited.size {
            findings.store(
                "behind",
                format!(
                    "`{name}` speaks of {} entries, and `checkpoint` only of {}: the folder is an old copy",
                    is.size(),
                    audited.size
                ),
            );
        } else if let Some(Some(root)) = roots.get(&is.size())
            && *root != is.root()
        {
            findings.store(
                "root",
                format!("`{name}` has another root than the entries give at size {}", is.size()),
            );
            let fork = fork(dir, (other, is.size(), *root), (note, newest));
            if trust.logs().iter().any(|log| fork.as_ref().is_some_and(|fork| fork.check(&log.key).is_ok())) {
                audited.forks.extend(fork);
            }
        }
    }
    audited.findings = findings.sorted();
    Ok(audited)
}

/// The proof that the newest checkpoint does not continue another one, from the folder's own tiles.
fn fork(dir: &Path, (a, size, prefix): (&Note, u64, Hash), (b, newest): (&Note, &Judged)) -> Option<Fork> {
    let new = newest.checkpoint.size();
    let mut bytes = |tile: &Tile| -> Result<Vec<u8>, NoTile> {
        let full = Tile::new(tile.content(), tile.index(), FULL as u16).ok_or(NoTile)?;
        let found = [*tile, full]
            .iter()
            .find_map(|tile| read(&dir.join(tile.path())).ok().flatten())
            .ok_or(NoTile)?;
        found.get(..usize::from(tile.width()) * 32).map(<[u8]>::to_vec).ok_or(NoTile)
    };
    let hashes = match size {
        0 => Vec::new(),
        _ => proof::consistency(size, new, &mut |level, index| node(level, index, new, &mut bytes)).ok()?,
    };
    Some(Fork { prefix, hashes, a: a.clone(), b: b.clone() })
}

/// A tile that a proof needs is not there: then there is no proof.
struct NoTile;

impl From<ledger::tile::TileError> for NoTile {
    fn from(_: ledger::tile::TileError) -> Self {
        Self
    }
}

impl From<proof::ProofError> for NoTile {
    fn from(_: proof::ProofError) -> Self {
        Self
    }
}

/// `checkpoint` and whatever stands beside it as `checkpoint.N`, by name: those that the policy believes.
fn checkpoints(dir: &Path, trust: &TrustPolicy, findings: &mut Findings) -> BTreeMap<String, (Judged, Note)> {
    let names = fs::read_dir(dir).into_iter().flatten().flatten();
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let of_checkpoints = |name: &String| {
        name == CHECKPOINT
            || name
                .strip_prefix("checkpoint.")
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mut found = BTreeMap::new();
    for name in names.filter(of_checkpoints) {
        let bytes = read(&dir.join(&name)).map_err(|cause| cause.to_string());
        let judged = bytes.and_then(|bytes| {
            let note = Note::parse(&bytes.unwrap_or_default()).map_err(|cause| cause.to_string())?;
            Ok((trust.judge(&note).map_err(|cause| cause.to_string())?, note))
        });
        match judged {
            Ok(both) => {
                found.insert(name, both);
            }
            Err(why) => findings.store("checkpoint", format!("`{name}`: {why}")),
        }
    }
    found
}

struct Walk<'a> {
    dir: &'a Path,
    size: u64,
    /// Number of the tile that is growing, and its hashes.
    levels: Vec<(u64, Vec<Hash>)>,
    tiles: u64,
    findings: Findings,
}

type Roots = BTreeMap<u64, Option<Hash>>;

impl Walk<'_> {
    /// Reads the entries bundle by bundle; gives the edge, and the roots at the sizes asked for.
    fn entries(&mut self, mut roots: Roots, progress: &Reporter<'_>) -> (Option<Edge>, Roots) {
        roots.entry(0).and_modify(|root| *root = Some(Hash::EMPTY_TREE));
        let mut edge = Edge::new();
        for tile in bundles_needed(0, self.size) {
            let Some(bytes) = self.bundle(&tile) else { return (None, roots) };
            let entries = match bundle::read(&bytes, tile.width()) {
                Ok(entries) => entries,
                Err(cause) => {
                    self.findings.store("bundle", format!("`{tile}`: {cause}"));
                    return (None, roots);
                }
            };
            self.narrower(&tile, &bytes, &|width| {
                entries.iter().take(width.into()).map(|entry| entry.len() + 2).sum()
            });
            for entry in &entries {
                let mut full = Vec::new();
                let levels = &mut self.levels;
                edge.append(leaf_hash(entry), &mut |level, index, hash| {
                    if level % 8 == 0 {
                        let at = usize::from(level / 8);
                        levels.resize_with(levels.len().max(at + 1), Default::default);
                        levels[at] = (index >> 8, core::mem::take(&mut levels[at].1));
                        levels[at].1.push(hash);
                        if levels[at].1.len() as u64 == FULL {
                            full.push(at);
                        }
                    }
                });
                if let Some(root) = roots.get_mut(&edge.size()) {
                    *root = Some(edge.root());
                }
                for level in full {
                    self.tile(level);
                }
            }
            progress(Progress { what: "auditing", done: edge.size(), of: self.size });
        }
        for level in 0..self.levels.len() {
            self.tile(level);
        }
        (Some(edge), roots)
    }

    fn bundle(&mut self, tile: &Tile) -> Option<Vec<u8>> {
        let found = self.widest(tile);
        let Some((width, mut bytes)) = found else {
            self.findings.store("bundle", format!("`{tile}` is missing"));
            return None;
        };
        self.tiles += 1;
        if width > tile.width() {
            let end = bundle::read(&bytes, width)
                .map(|entries| entries.iter().take(tile.width().into()).map(|entry| entry.len() + 2).sum());
            match end {
                Ok(end) => bytes.truncate(end),
                Err(cause) => {
                    self.findings.store("bundle", format!("`{tile}`: {cause}"));
                    return None;
                }
            }
        }
        Some(bytes)
    }

    /// The tile itself, or the full one that replaced it as the log grew.
    fn widest(&self, tile: &Tile) -> Option<(u16, Vec<u8>)> {
        let read = |tile: Tile| Some((tile.width(), read(&self.dir.join(tile.path())).ok().flatten()?));
        read(*tile).or_else(|| read(Tile::new(tile.content(), tile.index(), FULL as u16)?))
    }

    /// Compares the tile of a level with the hashes collected for it, and begins the next.
    fn tile(&mut self, level: usize) {
        let Some((number, hashes)) = self.levels.get_mut(level).map(|at| (at.0, core::mem::take(&mut at.1)))
        else {
            return;
        };
        let width = hashes.len() as u16;
        let Some(tile) = Tile::new(Content::Hashes { level: level as u8 }, number, width) else { return };
        let wanted: Vec<u8> = hashes.iter().flat_map(|hash| hash.0).collect();
        match self.widest(&tile) {
            None => self.findings.store("tile", format!("`{tile}` is missing")),
            Some((found, bytes))
                if bytes.get(..wanted.len()) != Some(&wanted) || bytes.len() != usize::from(found) * 32 =>
            {
                self.differs(&tile, &bytes, &wanted);
            }
            Some(_) => self.tiles += 1,
        }
        self.narrower(&tile, &wanted, &|width| usize::from(width) * 32);
    }

    fn differs(&mut self, tile: &Tile, bytes: &[u8], wanted: &[u8]) {
        let place = bytes.chunks(32).zip(wanted.chunks(32)).position(|(found, wanted)| found != wanted);
        match (tile.content(), place) {
            (Content::Hashes { level: 0 }, Some(place)) => {
                let entry = tile.index() * FULL + place as u64;
                let words = format!("is not the one that `{tile}` has the hash of");
                self.findings.add(crate::audit::Finding { entry: Some(entry), code: "tile", words });
            }
            _ => self.findings.store("tile", format!("`{tile}` is not what the entries give")),
        }
    }

    /// The narrower tiles that were published while the log grew must be the beginning of this one.
    fn narrower(&mut self, tile: &Tile, bytes: &[u8], length: &dyn Fn(u16) -> usize) {
        let Some(first) = Tile::new(tile.content(), tile.index(), 1) else { return };
        let folder = self.dir.join(first.path());
        let names =
            folder.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
        let mut widths: Vec<u16> = names
            .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
            .filter(|width| *width > 0)
            .collect();
        widths.sort_unstable();
        for width in widths.into_iter().filter(|width| *width <= tile.width() && u64::from(*width) < FULL) {
            let Some(narrow) = Tile::new(tile.content(), tile.index(), width) else { continue };
            let found = read(&self.dir.join(narrow.path())).ok().flatten().unwrap_or_default();
            self.tiles += 1;
            if bytes.get(..length(width)) != Some(&found) {
                self.findings
                    .store("tile", format!("`{narrow}` is not the beginning of what stands there now"));
            }
        }
    }
}
