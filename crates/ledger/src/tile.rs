//! Tiles: a log's tree as immutable files of 256 hashes, from which every proof can be computed.

use std::fmt;
use std::fmt::Write as _;
use std::ops::Range;

use crate::hash::{Hash, node_hash};
use crate::{MAX_SIZE, text};

/// Hashes in a full tile, and entries in a full bundle.
pub const FULL: u16 = 256;
/// No index of a tile is as large: that many full tiles make [`MAX_SIZE`] entries.
const INDEXES: u64 = MAX_SIZE / FULL as u64;
/// The levels that a path may name. A tree of 2^63 entries reaches level 7.
const HIGHEST_LEVEL: u8 = 63;

/// Why a tile is of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// Not the path of a tile.
    #[error("`{0}` is not the path of a tile, such as `tile/0/x001/234` or `tile/entries/000.p/12`")]
    Path(String),
    /// Not as many bytes as the tile has hashes.
    #[error("tile `{path}` has `{have}` bytes and needs `{need}`; it is cut off or of another width")]
    Length {
        /// The tile's path.
        path: String,
        /// Bytes given.
        have: usize,
        /// Bytes a tile of this width has.
        need: usize,
    },
    /// A node that no tree of this size has.
    #[error("a tree of `{size}` entries has no perfect subtree `{index}` at level `{level}`")]
    NoNode {
        /// The node's level, leaves at 0.
        level: u8,
        /// The node's index in its level.
        index: u64,
        /// The tree's size.
        size: u64,
    },
}

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Content {
    /// Hashes. At level 0 they are those of leaves, above those of full tiles of the level below.
    Hashes {
        /// The tile's level; eight levels of the tree each.
        level: u8,
    },
    /// The entries themselves, see [`crate::bundle`].
    Entries,
}

/// The address of a tile or an entry bundle: what it holds, which one, how wide.
///
/// # Source
/// C2SP tlog-tiles.
// INVARIANT: level ≤ 63, index < INDEXES, 1 ≤ width ≤ 256; kept by `new`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    content: Content,
    index: u64,
    width: u16,
}

impl Tile {
    /// The tile of this content, index and width. `None` if no log can have it.
    ///
    /// Range: width 1 to [`FULL`], level up to 63, index below 2^55.
    pub fn new(content: Content, index: u64, width: u16) -> Option<Self> {
        let high = matches!(content, Content::Hashes { level } if level > HIGHEST_LEVEL);
        (!high && index < INDEXES && (1..=FULL).contains(&width)).then_some(Self { content, index, width })
    }

    /// What the tile holds.
    pub fn content(&self) -> Content {
        self.content
    }

    /// Which one it is, counted from 0 within the level.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries it holds: 1 to [`FULL`].
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether it will be replaced by a wider one as the log grows.
    pub fn is_partial(&self) -> bool {
        self.width < FULL
    }

    /// The path below the log's address: `tile/0/x001/234`, `tile/entries/000.p/12`.
    pub fn path(&self) -> String {
        let mut path = match self.content {
            Content::Hashes { level } => format!("tile/{level}/"),
            Content::Entries => "tile/entries/".to_owned(),
        };
        let digits = self.index.to_string();
        let digits = format!("{digits:0>width$}", width = digits.len().next_multiple_of(3));
        for group in 0..digits.len() / 3 {
            let last = (group + 1) * 3 == digits.len();
            let mark = if last { "" } else { "x" };
            let end = if last { "" } else { "/" };
            // Writing to a string cannot fail.
            let _ = write!(path, "{mark}{}{end}", &digits[group * 3..group * 3 + 3]);
        }
        if self.is_partial() {
            let _ = write!(path, ".p/{}", self.width);
        }
        path
    }

    /// Reads a path.
    ///
    /// # Errors
    /// [`TileError::Path`] if it is not exactly what [`Tile::path`] writes.
    pub fn parse(path: &str) -> Result<Self, TileError> {
        let tile = read(path).filter(|tile| tile.path() == path);
        // What is repeated in the message is at most a line.
        tile.ok_or_else(|| TileError::Path(path.chars().take(80).collect()))
    }

    /// The hashes that the bytes of this tile hold.
    ///
    /// # Errors
    /// [`TileError::Length`].
    pub fn hashes(&self, bytes: &[u8]) -> Result<Vec<Hash>, TileError> {
        let need = usize::from(self.width) * 32;
        let (hashes, rest) = bytes.as_chunks();
        if bytes.len() != need || !rest.is_empty() {
            return Err(TileError::Length { path: self.path(), have: bytes.len(), need });
        }
        Ok(hashes.iter().copied().map(Hash).collect())
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())
    }
}

fn read(path: &str) -> Option<Tile> {
    let (content, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let content = match content {
        "entries" => Content::Entries,
        level => Content::Hashes { level: text::decimal(level, HIGHEST_LEVEL.into())? as u8 },
    };
    let (groups, width) = match rest.split_once(".p/") {
        Some((groups, width)) => (groups, text::decimal(width, u64::from(FULL) - 1)? as u16),
        None => (rest, FULL),
    };
    let mut index = 0u64;
    for group in groups.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        let value = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
        index = index.checked_mul(1000)?.checked_add(value)?;
    }
    Tile::new(content, index, width)
}

/// The hash tiles that a log has to write when it grows from `old` to `new` entries, lowest level first.
///
/// Full ones and, at the right edge, one partial tile a level. From 0 these are all the tiles of a tree. A lazy
/// list: a large tree has many.
pub fn needed(old: u64, new: u64) -> impl Iterator<Item = Tile> {
    (0..8u8).flat_map(move |level| changed(Content::Hashes { level }, old >> (8 * level), new >> (8 * level)))
}

/// The entry bundles that a log has to write when it grows from `old` to `new` entries.
pub fn bundles_needed(old: u64, new: u64) -> impl Iterator<Item = Tile> {
    changed(Content::Entries, old, new)
}

fn changed(content: Content, old: u64, new: u64) -> impl Iterator<Item = Tile> {
    let full = u64::from(FULL);
    let from = if old < new { old / full } else { new.div_ceil(full) };
    (from..new.div_ceil(full)).filter_map(move |index| Tile::new(content, index, width(new, index)))
}

/// The width of a tile among `count` hashes of its level.
fn width(count: u64, index: u64) -> u16 {
    count.saturating_sub(index.saturating_mul(FULL.into())).min(FULL.into()) as u16
}

/// Where the root of a perfect subtree is found in a log of `size` entries: a tile, and the hashes in it that the
/// subtree covers (one of them, or 2, 4, … 128).
///
/// # Errors
/// [`TileError::NoNode`].
pub fn holding(level: u8, index: u64, size: u64) -> Result<(Tile, Range<usize>), TileError> {
    let none = TileError::NoNode { level, index, size };
    let count = size.checked_shr(level.into()).unwrap_or(0);
    if size > MAX_SIZE || index >= count {
        return Err(none);
    }
    let (tile_level, height) = (level / 8, level % 8);
    // Not too large: the subtree lies within the size.
    let first = index << height;
    let tile_index = first / u64::from(FULL);
    let width = width(size >> (tile_level * 8), tile_index);
    let tile = Tile::new(Content::Hashes { level: tile_level }, tile_index, width).ok_or(none)?;
    let start = (first % u64::from(FULL)) as usize;
    Ok((tile, start..start + (1 << height)))
}

/// The root of a perfect subtree, from the tiles of a log of `size` entries.
///
/// This is what the makers in [`crate::proof`] ask for; `read` gives a tile's bytes. A tile may be served in
/// place of a narrower one by cutting its bytes to the width asked for.
///
/// # Errors
/// [`TileError::NoNode`] or [`TileError::Length`]; or what `read` answers.
pub fn node<E: From<TileError>>(
    level: u8,
    index: u64,
    size: u64,
    read: &mut dyn FnMut(&Tile) -> Result<Vec<u8>, E>,
) -> Result<Hash, E> {
    let (tile, covered) = holding(level, index, size)?;
    let hashes = tile.hashes(&read(&tile)?)?;
    let mut row = hashes[covered].to_vec();
    while let [_, _, ..] = row[..] {
        row = row.as_chunks().0.iter().map(|[left, right]| node_hash(left, right)).collect();
    }
    row.first().copied().ok_or_else(|| TileError::NoNode { level, index, size }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVEL_0: Content = Content::Hashes { level: 0 };

    #[test]
    fn a_path_is_read_and_written() {
        for (content, index, width, path) in [
            (LEVEL_0, 0, 256, "tile/0/000"),
            (LEVEL_0, 1_234_067, 256, "tile/0/x001/x234/067"),
            (LEVEL_0, 999, 255, "tile/0/999.p/255"),
            (LEVEL_0, 1000, 1, "tile/0/x001/000.p/1"),
            (Content::Hashes { level: 63 }, 1, 256, "tile/63/001"),
            (Content::Entries, 12_345, 7, "tile/entries/x012/345.p/7"),
            (Content::Entries, INDEXES - 1, 256, "tile/entries/x036/x028/x797/x018/x963/967"),
        ] {
            let tile = Tile::new(content, index, width).unwrap();
            assert_eq!(tile.path(), path);
            assert_eq!(Tile::parse(path), Ok(tile));
        }
        assert_eq!(Tile::new(LEVEL_0, 0, 0), None);
        assert_eq!(Tile::new(LEVEL_0, 0, 257), None);
        assert_eq!(Tile::new(LEVEL_0, INDEXES, 1), None);
        assert_eq!(Tile::new(Content::Hashes { level: 64 }, 0, 1), None);
    }

    #[test]
    fn what_is_not_exactly_a_path_is_refused() {
        for wrong in [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "tile//000",
            "/tile/0/000",
            "tile/0/000/",
            "tile/0/0",
            "tile/0/00",
            "tile/0/0000",
            "tile/0/x000",
            "tile/0/x000/001",
            "tile/0/001/001",
            "tile/0/x001/x001",
            "tile/0/X001/001",
            "tile/0/xx001/001",
            "tile/0/x001//001",
            "tile/0/+01",
            "tile/0/-01",
            "tile/0/ 01",
            "tile/0/٠٠١",
            "tile/00/000",
            "tile/+0/000",
            "tile/64/000",
            "tile/256/000",
            "tile/Entries/000",
            "tile/data/000",
            "tile/0/000.p",
            "tile/0/000.p/",
            "tile/0/000.p/0",
            "tile/0/000.p/01",
            "tile/0/000.p/256",
            "tile/0/000.p/1/",
            "tile/0/000.p/1.p/1",
            "tile/0/000.P/1",
            "tile/0/000\n",
            "tile/0/000.p/1\r",
            "tile/entries/x036/x028/x797/x018/x963/968",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        ] {
            assert_eq!(Tile::parse(wrong), Err(TileError::Path(wrong.into())), "{wrong:?}");
        }
    }

    #[test]
    fn the_tiles_of_a_size_are_those_of_the_specification() {
        let widths = |level| {
            needed(0, 70_000)
                .filter(move |tile| tile.content() == Content::Hashes { level })
                .map(|tile| tile.width())
        };
        assert_eq!(widths(0).filter(|width| *width == FULL).count(), 273);
        assert_eq!(widths(0).last(), Some(112));
        assert_eq!(widths(1).collect::<Vec<_>>(), [256, 17]);
        assert_eq!(widths(2).collect::<Vec<_>>(), [1]);
        assert_eq!(needed(0, 70_000).count(), 277);
        let paths = |old, new| needed(old, new).map(|tile| tile.path()).collect::<Vec<_>>();
        assert_eq!(paths(0, 256), ["tile/0/000", "tile/1/000.p/1"]);
        assert_eq!(paths(255, 257), ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]);
        assert_eq!(paths(256, 257), ["tile/0/001.p/1"]);
        assert_eq!(paths(300, 300), Vec::<String>::new());
        assert_eq!(paths(0, 0), Vec::<String>::new());
        assert_eq!(
            bundles_needed(255, 300).map(|tile| tile.path()).collect::<Vec<_>>(),
            ["tile/entries/000", "tile/entries/001.p/44"]
        );
        assert_eq!(needed(MAX_SIZE - 1, MAX_SIZE).count(), 8);
    }

    #[test]
    fn a_node_no_tree_has_is_refused() {
        for (level, index, size) in
            [(0, 5, 5), (1, 2, 5), (3, 0, 7), (64, 0, MAX_SIZE), (255, 0, 1), (0, 0, 0)]
        {
            assert_eq!(holding(level, index, size), Err(TileError::NoNode { level, index, size }));
        }
        assert!(holding(0, 0, MAX_SIZE + 1).is_err());
        assert!(holding(0, u64::MAX, MAX_SIZE).is_err());
        let (tile, covered) = holding(63, 0, MAX_SIZE).unwrap();
        assert_eq!((tile.path().as_str(), covered), ("tile/7/000.p/128", 0..128));
    }

    #[test]
    fn a_tile_of_another_length_is_refused() {
        let tile = Tile::new(LEVEL_0, 0, 2).unwrap();
        for length in [0, 32, 63, 65, 96] {
            assert!(matches!(tile.hashes(&vec![0; length]), Err(TileError::Length { need: 64, .. })));
        }
        assert_eq!(tile.hashes(&[7; 64]), Ok(vec![Hash([7; 32]); 2]));
    }
}
