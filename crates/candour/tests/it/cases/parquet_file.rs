//! Writes small Parquet files for tests.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

/// A column as it is stored.
pub(crate) enum Column {
    Text(Vec<Option<String>>),
    Number(Vec<Option<f64>>),
    Whole(Vec<Option<i32>>),
    Flag(Vec<Option<bool>>),
    /// Days from 1 January 1970.
    Date(Vec<Option<i32>>),
    /// Billionths of a second from then.
    Nanos(Vec<Option<i64>>),
}

impl Column {
    fn kind(&self) -> (Physical, Option<LogicalType>) {
        match self {
            Self::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Self::Number(_) => (Physical::DOUBLE, None),
            Self::Whole(_) => (Physical::INT32, None),
            Self::Flag(_) => (Physical::BOOLEAN, None),
            Self::Date(_) => (Physical::INT32, Some(LogicalType::Date)),
            Self::Nanos(_) => (Physical::INT64, Some(LogicalType::timestamp(false, TimeUnit::NANOS))),
        }
    }
}

/// The values that are there, and which rows have one.
fn split<T: Clone>(cells: &[Option<T>]) -> (Vec<T>, Vec<i16>) {
    (cells.iter().flatten().cloned().collect(), cells.iter().map(|cell| i16::from(cell.is_some())).collect())
}

pub(crate) fn write(place: &Path, columns: &[(&str, Column)]) {
    let fields = columns.iter().map(|(name, column)| {
        let (physical, logical) = column.kind();
        let field = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        Arc::new(field.with_logical_type(logical).build().expect("a field"))
    });
    let schema = Type::group_type_builder("cases").with_fields(fields.collect()).build().expect("a schema");
    let packed = Compression::ZSTD(ZstdLevel::default());
    let properties = WriterProperties::builder().set_compression(packed).build();
    let file = File::create(place).expect("a file");
    let mut writer =
        SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties)).expect("a writer");
    let mut rows = writer.next_row_group().expect("rows");
    for (_, column) in columns {
        let mut out = rows.next_column().expect("a column").expect("as many as fields");
        match column {
            Column::Text(cells) => {
                let (values, there) = split(cells);
                let values: Vec<ByteArray> = values.iter().map(|text| text.as_str().into()).collect();
                out.typed::<ByteArrayType>().write_batch(&values, Some(&there), None).expect("written");
            }
            Column::Number(cells) => {
                let (values, there) = split(cells);
                out.typed::<DoubleType>().write_batch(&values, Some(&there), None).expect("written");
            }
            Column::Whole(cells) | Column::Date(cells) => {
                let (values, there) = split(cells);
                out.typed::<Int32Type>().write_batch(&values, Some(&there), None).expect("written");
            }
            Column::Flag(cells) => {
                let (values, there) = split(cells);
                out.typed::<BoolType>().write_batch(&values, Some(&there), None).expect("written");
            }
            Column::Nanos(cells) => {
                let (values, there) = split(cells);
                out.typed::<Int64Type>().write_batch(&values, Some(&there), None).expect("written");
            }
        }
        out.close().expect("closed");
    }
    rows.close().expect("closed");
    writer.close().expect("closed");
}
