//! Bytes as a QR code, drawn as one path.

use core::fmt::Write as _;

use qrcode::bits::Bits;
use qrcode::{EcLevel, QrCode, Version};

use super::Unprintable;
use crate::html::Html;

/// The most bytes of the largest code (version 40, level L, byte mode).
///
/// # Source
/// ISO/IEC 18004, table 7.
const MOST_BYTES: usize = 2_953;
/// Modules of quiet ground on each side.
///
/// # Source
/// ISO/IEC 18004, 9.1: at least four.
const QUIET: usize = 4;
/// Side of one printed module in millimetres: six dots of a 300 dpi printer.
const MODULE_MM: f64 = 0.5;
/// Shortest printed side of the whole code in millimetres.
const SHORTEST_MM: f64 = 45.0;
/// Longest: leaves room beside it on A4. The largest code then has modules of 0.43 mm, five dots at 300 dpi.
const LONGEST_MM: f64 = 80.0;
/// Least side on a screen in pixels; the true one is a whole number of pixels a module.
const SHORTEST_PIXELS: usize = 300;

/// A code to draw.
pub(super) struct Code {
    modules: Vec<bool>,
    width: usize,
}

/// The smallest code that holds these bytes, with the best correction that does not make it larger.
pub(super) fn encode(bytes: &[u8]) -> Result<Code, Unprintable> {
    let too_large = Unprintable::TooLarge { bytes: bytes.len(), most: MOST_BYTES };
    let version = (1..=40)
        .map(Version::Normal)
        .find(|version| fits(bytes, *version, EcLevel::L).is_some())
        .ok_or(too_large)?;
    let (bits, level) = [EcLevel::H, EcLevel::Q, EcLevel::M, EcLevel::L]
        .into_iter()
        .find_map(|level| Some((fits(bytes, version, level)?, level)))
        .ok_or(too_large)?;
    let code = QrCode::with_bits(bits, level).map_err(|_| too_large)?;
    let modules = code.to_colors().into_iter().map(|color| color == qrcode::Color::Dark).collect();
    Ok(Code { modules, width: code.width() })
}

/// The bits of a code of this version and level, in byte mode throughout, if they fit.
fn fits(bytes: &[u8], version: Version, level: EcLevel) -> Option<Bits> {
    let mut bits = Bits::new(version);
    bits.push_byte_data(bytes).ok()?;
    bits.push_terminator(level).ok()?;
    Some(bits)
}

impl Code {
    /// Modules on a side, quiet ground included.
    fn side(&self) -> usize {
        self.width + 2 * QUIET
    }

    /// Printed side in millimetres.
    pub(super) fn side_mm(&self) -> f64 {
        (self.side() as f64 * MODULE_MM).clamp(SHORTEST_MM, LONGEST_MM)
    }

    /// Draws it: a white ground and one path. White and black whatever the colours of the page, or no reader finds it.
    pub(super) fn draw(&self, html: &mut Html, title: &'static str) {
        let side = self.side();
        let pixels = side * SHORTEST_PIXELS.div_ceil(side).max(3);
        html.raw("<svg role=\"img\" class=\"qr\" aria-labelledby=\"qr-t\"");
        html.attr("viewBox", format_args!("0 0 {side} {side}")).attr("width", pixels).attr("height", pixels);
        html.raw("><title id=\"qr-t\">").raw(title).raw("</title>");
        html.raw("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path fill=\"#000\"");
        html.attr("d", self.path()).raw("/></svg>\n");
    }

    /// Each run of dark modules of each row as a rectangle.
    fn path(&self) -> String {
        let mut path = String::new();
        for (y, row) in self.modules.chunks(self.width).enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|a, b| a == b) {
                if run[0] {
                    let length = run.len();
                    // Writing into a string cannot fail.
                    let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
                }
                x += run.len();
            }
        }
        path
    }
}
