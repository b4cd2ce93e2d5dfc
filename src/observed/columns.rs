//! The columns of a table of observations: the one list from which the reader, its messages and the published schema
//! (`data/observed/datapackage.json`) come.

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name in the header.
    pub name: &'static str,
    /// Type in the words of Frictionless table schemas: `string`, `date` or `number`.
    pub kind: &'static str,
    /// Must the header name it?
    pub required: bool,
    /// What it holds, with its unit.
    pub meaning: &'static str,
}

const fn column(name: &'static str, kind: &'static str, required: bool, meaning: &'static str) -> Column {
    Column { name, kind, required, meaning }
}

/// Every column, in the order of the shipped table. A table may have them in any order and leave out those that are not
/// required.
pub const COLUMNS: [Column; 16] = [
    column(
        "quantity",
        "string",
        true,
        "departures (people who crossed into Afghanistan in the window) or departures_share (share, 0 to 1, of one \
         status or mode in all departures of the window)",
    ),
    column("crossing", "string", false, "only this crossing; empty: all"),
    column("status", "string", false, "only this status: undocumented, acc or por; empty: all"),
    column("mode", "string", false, "only this mode: self_organised, assisted or deported; empty: all"),
    column(
        "from",
        "date",
        true,
        "first day that is counted, like 2023-11-18; empty where the source does not say since when",
    ),
    column("to", "date", true, "last day that is counted"),
    column("value", "number", true, "people, or a share; may be empty for a range"),
    column("low", "number", false, "lower end of a range"),
    column("high", "number", false, "upper end of a range"),
    column(
        "kind",
        "string",
        true,
        "exact, rounded, approximate, derived (our arithmetic on published figures), lower_bound, upper_bound or range",
    ),
    column("series", "string", false, "rows of one series are counted in the same way; empty: a single figure"),
    column("source", "string", true, "who counted"),
    column("reliability", "string", true, "high, medium or low"),
    column("use", "string", true, "fit, shown or conflict (contradicts a better source of the same days)"),
    column("url", "string", false, "where it was published"),
    column("note", "string", false, "what a reader should know"),
];

/// The place of a column in [`COLUMNS`].
pub(super) fn place(name: &str) -> usize {
    COLUMNS.iter().position(|column| column.name == name).expect("the name stands in the list")
}
