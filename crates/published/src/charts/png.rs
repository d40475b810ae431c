//! A picture as PNG, for office programs that take no SVG: drawn from the SVG file, twice its size, on white.
//!
//! The letters come with candour (`fonts/`), and no font of the machine is looked at: the same picture everywhere.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query};
use resvg::usvg::{Error as Unread, Options, Tree};

use super::standalone::{HEAD, Picture};

const FACES: [&[u8]; 2] =
    [include_bytes!("../../fonts/Roboto-Regular.ttf"), include_bytes!("../../fonts/Roboto-Bold.ttf")];
const FAMILY: &str = "Roboto";
/// Dots of the PNG to one of the SVG.
const TIMES: f32 = 2.0;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    FACES.iter().for_each(|face| fonts.load_font_data(face.to_vec()));
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

/// Why a picture cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// The SVG is not what the renderer reads.
    #[error("the picture `{title}` cannot be drawn as PNG: {cause}; its SVG is complete")]
    Unread {
        /// Which picture.
        title: String,
        /// What the renderer says.
        cause: Unread,
    },
    /// It has no size, or more than fits.
    #[error("the picture `{title}` is too large or too small for PNG; its SVG is complete")]
    Size {
        /// Which picture.
        title: String,
    },
    /// It could not be packed.
    #[error("the picture `{title}` cannot be packed as PNG; its SVG is complete")]
    Packing {
        /// Which picture.
        title: String,
    },
}

/// The file. The same picture gives the same bytes, on one thread or many.
///
/// # Errors
/// [`Error`]: a picture the renderer cannot read, or one that is too large. Neither happens to the pictures of this room.
pub(super) fn draw(picture: &Picture) -> Result<Vec<u8>, Error> {
    let title = || picture.title.clone();
    let options = Options { font_family: FAMILY.to_owned(), fontdb: FONTS.clone(), ..Options::default() };
    let tree = Tree::from_str(picture.file().as_str(), &options)
        .map_err(|cause| Error::Unread { title: title(), cause })?;
    let dots = |length: f64| (length as f32 * TIMES).round() as u32;
    let mut pixels = Pixmap::new(dots(picture.width), dots(picture.height + HEAD))
        .ok_or_else(|| Error::Size { title: title() })?;
    pixels.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(TIMES, TIMES), &mut pixels.as_mut());
    pixels.encode_png().map_err(|_| Error::Packing { title: title() })
}

/// The letters and signs of a text that the font has not, each once; they would stand as empty boxes.
pub(super) fn lacking(text: &str) -> Vec<char> {
    let query = Query { families: &[Family::Name(FAMILY)], ..Query::default() };
    let Some(face) = FONTS.query(&query) else { return text.chars().collect() };
    let known = FONTS.with_face_data(face, |data, index| {
        let font = skrifa::FontRef::from_index(data, index).ok()?;
        let letters = skrifa::MetadataProvider::charmap(&font);
        let lacks = |letter: &char| !letter.is_control() && letters.map(*letter).is_none();
        Some(text.chars().filter(lacks).collect::<std::collections::BTreeSet<char>>())
    });
    known.flatten().map_or_else(|| text.chars().collect(), |lacking| lacking.into_iter().collect())
}
