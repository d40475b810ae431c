//! Parquet files as rows of text.
//!
//! The library that decodes them stops the program (panics) at some damaged or unusual files; one place here catches that and
//! makes it an error like any other, and files whose directory speaks of more than a table of cases can hold are not opened.

use std::io::SeekFrom;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{LogicalType, TimeUnit};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;
use record::{Day, FileId};

use super::broken;
use super::table::TextRow;
use crate::read::{ReadError, Sink, Source};
use crate::report::{Report, short};

/// Largest file, in bytes.
const FILE_BYTES: u64 = 2 << 30;
/// Largest column of one row group unpacked, in bytes.
const CHUNK_BYTES: i64 = 1 << 30;
/// Most columns.
const COLUMNS: usize = 4096;

/// A file being read.
pub(super) struct Parquet {
    headings: Vec<String>,
    /// Whether a column holds billionths of a second since 1970, which the library hands over as bare numbers.
    nanos: Vec<bool>,
    rows: RowIter<'static>,
    row: TextRow,
}

impl Parquet {
    pub(super) fn open(
        source: &mut dyn Source,
        file: FileId,
        sink: &mut dyn Sink,
    ) -> Result<Self, ReadError> {
        let length = source.seek(SeekFrom::End(0))?;
        if length > FILE_BYTES {
            return Err(broken("the Parquet file is larger than 2 GiB".into(), "split it by year"));
        }
        source.seek(SeekFrom::Start(0))?;
        let mut bytes = Vec::with_capacity(length as usize);
        source.read_to_end(&mut bytes)?;
        let opened = guarded(|| SerializedFileReader::new(Bytes::from(bytes)))?;
        bounded(&opened)?;
        let schema = opened.metadata().file_metadata().schema().clone();
        let (read, nested): (Vec<Arc<Type>>, Vec<Arc<Type>>) =
            schema.get_fields().iter().cloned().partition(|field| is_plain(field));
        for field in &nested {
            let words = format!("the column `{}` is of a kind that is not read", short(field.name()));
            let remedy = "write it as text, a number, a day or yes and no";
            Report { file, line: 0 }.skipped(sink, field.name(), "parquet.kind", words, remedy);
        }
        let headings: Vec<String> = read.iter().map(|field| field.name().to_owned()).collect();
        let nanos = read.iter().map(|field| is_nanos(field)).collect();
        let projection = Type::group_type_builder(schema.name()).with_fields(read).build();
        let projection = projection.map_err(|_| damaged())?;
        let rows = guarded(|| RowIter::from_file_into(Box::new(opened)).project(Some(projection)))?;
        Ok(Self { headings, nanos, rows, row: TextRow { line: 1, cells: Vec::new() } })
    }

    pub(super) fn headings(&self) -> &[String] {
        &self.headings
    }

    pub(super) fn next_row(&mut self) -> Result<Option<&TextRow>, ReadError> {
        let rows = &mut self.rows;
        let Some(read) = guarded(|| rows.next().transpose())? else { return Ok(None) };
        self.row.line = self.row.line.saturating_add(1);
        self.row.cells.clear();
        let fields = read.get_column_iter().zip(&self.nanos);
        self.row.cells.extend(fields.map(|((_, field), nanos)| text(field, *nanos)));
        Ok(Some(&self.row))
    }
}

/// The directory of a file may lie; what it claims is bounded before anything is unpacked.
fn bounded(opened: &SerializedFileReader<Bytes>) -> Result<(), ReadError> {
    let metadata = opened.metadata();
    let columns = metadata.file_metadata().schema().get_fields().len();
    let chunks = metadata.row_groups().iter().flat_map(|group| group.columns());
    let mut sizes = chunks.map(|chunk| (chunk.uncompressed_size(), chunk.compressed_size()));
    if columns == 0 || columns > COLUMNS {
        return Err(broken(
            format!("the Parquet file has {columns} columns"),
            "write a table of cases, one column a field",
        ));
    }
    if sizes.any(|(unpacked, packed)| !(0..=CHUNK_BYTES).contains(&unpacked) || packed < 0) {
        return Err(broken(
            "the Parquet file has a column of more than 1 GiB in one row group".into(),
            "write it with smaller row groups",
        ));
    }
    let rows = metadata.file_metadata().num_rows();
    if rows < 0 || rows > super::ROWS as i64 {
        return Err(super::too_many_rows());
    }
    Ok(())
}

/// Runs a piece of the library. INVARIANT: after a panic nothing it touched is used again, for the error ends the reading.
fn guarded<T>(piece: impl FnOnce() -> parquet::errors::Result<T>) -> Result<T, ReadError> {
    match catch_unwind(AssertUnwindSafe(piece)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(_)) | Err(_) => Err(damaged()),
    }
}

fn damaged() -> ReadError {
    broken(
        "the Parquet file is damaged, cut off, or packed in a way that is not read".into(),
        "write it again, packed with snappy, zstd or gzip, or save it as CSV",
    )
}

/// One value of a kind that the library can hand over.
fn is_plain(field: &Type) -> bool {
    use parquet::basic::{ConvertedType, Repetition};
    let info = field.get_basic_info();
    let once = !info.has_repetition() || info.repetition() != Repetition::REPEATED;
    let known = !matches!(info.converted_type(), ConvertedType::INTERVAL | ConvertedType::BSON);
    field.is_primitive() && once && known && !matches!(info.logical_type_ref(), Some(LogicalType::Uuid))
}

fn is_nanos(field: &Type) -> bool {
    let kind = field.get_basic_info().logical_type_ref();
    matches!(kind, Some(LogicalType::Timestamp(of)) if matches!(of.unit, TimeUnit::NANOS))
}

/// A value as CSV would hold it.
fn text(field: &Field, nanos: bool) -> Option<String> {
    Some(match field {
        Field::Bool(value) => value.to_string(),
        Field::Byte(value) => value.to_string(),
        Field::Short(value) => value.to_string(),
        Field::Int(value) => value.to_string(),
        Field::Long(value) if nanos => moment(value.div_euclid(1_000_000))?,
        Field::Long(value) => value.to_string(),
        Field::UByte(value) => value.to_string(),
        Field::UShort(value) => value.to_string(),
        Field::UInt(value) => value.to_string(),
        Field::ULong(value) => value.to_string(),
        Field::Float16(value) if value.is_finite() => value.to_f32().to_string(),
        Field::Float(value) if value.is_finite() => value.to_string(),
        Field::Double(value) if value.is_finite() => value.to_string(),
        Field::Decimal(value) => decimal(value.data(), value.scale())?,
        Field::Str(value) => value.clone(),
        Field::Bytes(value) => String::from_utf8_lossy(value.data()).into_owned(),
        Field::Date(days) => day(*days)?,
        Field::TimestampMillis(value) => moment(*value)?,
        Field::TimestampMicros(value) => moment(value.div_euclid(1000))?,
        _ => return None,
    })
}

fn day(days: i32) -> Option<String> {
    // Days beyond any calendar would not be days when they are read again.
    (-800_000..=3_000_000).contains(&days).then(|| Day(days).to_string())
}

/// Thousandths of a second since 1970; midnight is a day without a time.
fn moment(millis: i64) -> Option<String> {
    const OF_DAY: i64 = 86_400_000;
    let date = day(i32::try_from(millis.div_euclid(OF_DAY)).ok()?)?;
    let rest = millis.rem_euclid(OF_DAY);
    let (seconds, thousandths) = (rest / 1000, rest % 1000);
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    Some(match rest {
        0 => date,
        _ => format!("{date}T{hours:02}:{minutes:02}:{:02}.{thousandths:03}", seconds % 60),
    })
}

/// A number of fixed places: its digits as one whole number, highest byte first.
fn decimal(bytes: &[u8], scale: i32) -> Option<String> {
    let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
    let start = if negative { -1i128 } else { 0 };
    let whole =
        (bytes.len() <= 16).then(|| bytes.iter().fold(start, |sum, byte| sum << 8 | i128::from(*byte)))?;
    let places = u32::try_from(scale).ok().filter(|places| *places <= 30)?;
    let unit = 10i128.pow(places);
    let sign = if whole < 0 { "-" } else { "" };
    let (before, behind) = ((whole / unit).unsigned_abs(), (whole % unit).unsigned_abs());
    Some(match places {
        0 => whole.to_string(),
        _ => format!("{sign}{before}.{behind:0width$}", width = places as usize),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_what_csv_would_hold() {
        assert_eq!(text(&Field::Double(42.552), false).as_deref(), Some("42.552"));
        assert_eq!(text(&Field::Double(f64::NAN), false), None);
        assert_eq!(text(&Field::Date(18_039), false).as_deref(), Some("2019-05-23"));
        assert_eq!(text(&Field::TimestampMillis(1_558_569_600_000), false).as_deref(), Some("2019-05-23"));
        assert_eq!(
            text(&Field::Long(1_558_612_800_000_000_000), true).as_deref(),
            Some("2019-05-23T12:00:00.000")
        );
        assert_eq!(decimal(&[0xff, 0x85], 2).as_deref(), Some("-1.23"));
        assert_eq!(decimal(&[0x01, 0x00], 0).as_deref(), Some("256"));
        assert_eq!(text(&Field::Null, false), None);
    }
}
