//! A table of numbers as Apache Parquet (<https://parquet.apache.org/docs/file-format/>), for tools that read columns.
//! Only with the cargo feature `parquet`.
//!
//! The numbers are those of the CSV, to the bit: both come from the cells of the same [`Table`]. Every column is an
//! optional `DOUBLE`, null where the cell is empty; plain encoding, Snappy, one row group. The metadata of the file hold
//! `description`, the meaning of the table, and `schema`, what the data package says of its columns: unit, meaning, source.
//! The same table gives the same bytes: nothing in the file knows a clock or a machine.
//!
//! Left out: columns of texts and dates, which stay CSV.

use std::sync::Arc;

use ::parquet::basic::{Compression, Encoding, Repetition, Type as Physical};
use ::parquet::data_type::DoubleType;
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::Type;

use super::columns::Kind;
use super::datapackage::{field, schema};
use super::study::Table;

/// The table as the content of a file. `more` are further metadata, name and value.
///
/// # Panics
/// If a column is not of numbers, or two have the same name.
pub fn bytes(table: &Table, more: &[(&str, String)]) -> Vec<u8> {
    written(table, more).expect("columns of numbers with names of their own can be written into a vector")
}

fn written(table: &Table, more: &[(&str, String)]) -> Result<Vec<u8>, ParquetError> {
    let properties = WriterProperties::builder()
        .set_created_by(concat!("crossings version ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(false)
        .set_encoding(Encoding::PLAIN)
        .set_key_value_metadata(Some(metadata(table, more)))
        .build();
    let mut content = Vec::new();
    let mut file = SerializedFileWriter::new(&mut content, Arc::new(shape(table)?), Arc::new(properties))?;
    let mut rows = file.next_row_group()?;
    let mut place = 0;
    while let Some(mut column) = rows.next_column()? {
        let cells = || (0..table.rows()).map(|row| table.cell(row, place));
        let is_there: Vec<i16> = cells().map(|cell| i16::from(!cell.is_empty())).collect();
        let number = |cell: &str| cell.parse().expect("a cell of a column of numbers is a number");
        let numbers: Vec<f64> = cells().filter(|cell| !cell.is_empty()).map(number).collect();
        column.typed::<DoubleType>().write_batch(&numbers, Some(&is_there), None)?;
        column.close()?;
        place += 1;
    }
    rows.close()?;
    file.close()?;
    Ok(content)
}

fn metadata(table: &Table, more: &[(&str, String)]) -> Vec<KeyValue> {
    let dictionary = schema(table.columns.iter().map(field).collect(), &[]).to_string();
    let own = [("description", table.meaning.clone()), ("schema", dictionary)];
    let all = own.iter().chain(more);
    all.map(|(name, value)| KeyValue::new((*name).to_owned(), value.clone())).collect()
}

/// The names and types of the columns.
fn shape(table: &Table) -> Result<Type, ParquetError> {
    let mut columns = Vec::new();
    for column in &table.columns {
        assert_eq!(column.kind, Kind::Number, "column `{}` of {} is not of numbers", column.name, table.name);
        let same = table.columns.iter().filter(|other| other.name == column.name).count();
        assert_eq!(same, 1, "column `{}` of {} is there more than once", column.name, table.name);
        let built = Type::primitive_type_builder(&column.name, Physical::DOUBLE);
        columns.push(Arc::new(built.with_repetition(Repetition::OPTIONAL).build()?));
    }
    Type::group_type_builder("table").with_fields(columns).build()
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Write;

    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field;

    use super::super::columns::column;
    use super::super::number;
    use super::*;

    /// Numbers of every size with six digits, repeated ones, and an empty cell.
    fn draws() -> Table {
        let unit = |name, unit| column(name, Kind::Number, unit, "A number of the model.", "learned");
        let columns = vec![unit("fear_fade_days", "days"), unit("fear_leave_per_day", "per day"), unit("share", "")];
        let mut table = Table::new("posterior.csv", "Draws of the posterior.", columns);
        for i in 0..300 {
            let x = f64::from(i);
            let second = if i == 7 { f64::NAN } else { -1e-7 * x };
            table.push(vec![number(1e7 / (1.0 + x)), number(second), number(f64::from(i % 3) / 3.0)]);
        }
        table
    }

    fn read(content: &[u8]) -> SerializedFileReader<File> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(content).unwrap();
        SerializedFileReader::new(file).expect("it is a Parquet file")
    }

    #[test]
    fn what_is_read_back_is_the_csv() {
        let table = draws();
        let file = read(&bytes(&table, &[]));
        let content = table.csv();
        let mut csv = csv::Reader::from_reader(&*content).into_records();
        for row in file.get_row_iter(None).unwrap() {
            let (row, line) = (row.unwrap(), csv.next().expect("a line for every row").unwrap());
            for ((name, value), (column, cell)) in row.get_column_iter().zip(table.columns.iter().zip(&line)) {
                assert_eq!(*name, column.name);
                match value {
                    Field::Null => assert_eq!(cell, ""),
                    Field::Double(value) => assert_eq!(value.to_bits(), cell.parse::<f64>().unwrap().to_bits()),
                    other => panic!("{other} is no number"),
                }
            }
        }
        assert!(csv.next().is_none(), "a row for every line");
    }

    #[test]
    fn the_file_says_what_its_columns_are() {
        let keys = ("keys", "{\"share\":\"start.share\"}".to_owned());
        let file = read(&bytes(&draws(), std::slice::from_ref(&keys)));
        let about = file.metadata().file_metadata();
        let said = |name: &str| -> String {
            let all = about.key_value_metadata().expect("there are metadata");
            all.iter().find(|pair| pair.key == name).and_then(|pair| pair.value.clone()).expect("it is said")
        };
        assert_eq!((said("description"), said("keys")), ("Draws of the posterior.".to_owned(), keys.1));
        let dictionary: serde_json::Value = serde_json::from_str(&said("schema")).unwrap();
        assert_eq!(dictionary["fields"][0]["unit"], "days");
        assert!(about.created_by().is_some_and(|by| by.starts_with("crossings version ")));
        assert_eq!((file.num_row_groups(), about.num_rows()), (1, 300));
    }

    #[test]
    fn the_same_table_is_the_same_bytes_and_no_rows_are_a_file() {
        assert_eq!(bytes(&draws(), &[]), bytes(&draws(), &[]));
        let empty = Table::new("posterior.csv", "Draws of the posterior.", draws().columns);
        assert_eq!(read(&bytes(&empty, &[])).get_row_iter(None).unwrap().count(), 0);
    }

    #[test]
    #[should_panic(expected = "column `window` of windows.csv is not of numbers")]
    fn texts_stay_csv() {
        bytes(&Table::new("windows.csv", "", vec![column("window", Kind::Text, "", "", "")]), &[]);
    }
}
