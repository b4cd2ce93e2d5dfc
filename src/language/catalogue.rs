//! Messages in Fluent syntax, as far as the catalogues use it.

use std::collections::BTreeMap;

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Variable(String),
}

/// Messages by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue(BTreeMap<String, Vec<Piece>>);

impl Catalogue {
    /// The messages of some files. A line that is indented goes on with the message before it.
    pub fn read(files: &[&str]) -> Self {
        let mut messages: Vec<(&str, String)> = Vec::new();
        for file in files {
            let mut open = false;
            for line in file.lines() {
                if line.starts_with(' ') && !line.trim().is_empty() && open {
                    let (_, text) = messages.last_mut().expect("a message is open");
                    text.push(' ');
                    text.push_str(line.trim());
                } else if let Some((key, text)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
                    messages.push((key.trim(), text.trim().to_owned()));
                    open = true;
                } else {
                    open = false;
                }
            }
        }
        Catalogue(messages.into_iter().map(|(key, text)| (key.to_owned(), pieces(text.trim()))).collect())
    }

    /// The texts of a message changed, its variables kept.
    pub fn map(self, change: impl Fn(&str) -> String) -> Self {
        let piece = |piece| match piece {
            Piece::Text(text) => Piece::Text(change(&text)),
            variable => variable,
        };
        Catalogue(self.0.into_iter().map(|(key, pieces)| (key, pieces.into_iter().map(piece).collect())).collect())
    }

    /// The text of a message without variables.
    pub fn plain(&self, key: &str) -> Option<&str> {
        match self.0.get(key)?.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The keys of messages without variables that begin so, by their texts.
    pub fn by_text(&self, beginning: &str) -> BTreeMap<&str, &str> {
        let keys = self.0.keys().filter(|key| key.starts_with(beginning));
        keys.filter_map(|key| Some((self.plain(key)?, key.as_str()))).collect()
    }

    /// A message with its variables filled in; one that nobody knows stays as it is written.
    pub fn filled(&self, key: &str, variable: impl Fn(&str) -> Option<String>) -> Option<String> {
        let filled = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Variable(name) => variable(name).unwrap_or_else(|| format!("{{ ${name} }}")),
        };
        Some(self.0.get(key)?.iter().map(filled).collect())
    }

    /// All keys, each with the variables of its message, in order.
    pub fn keys(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        self.0.iter().map(|(key, pieces)| {
            let names = pieces.iter().filter_map(|piece| match piece {
                Piece::Variable(name) => Some(name.as_str()),
                Piece::Text(_) => None,
            });
            (key.as_str(), names.collect())
        })
    }
}

/// A text divided at its variables.
fn pieces(mut text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    while let Some((before, name, after)) = variable(text) {
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        pieces.push(Piece::Variable(name.to_owned()));
        text = after;
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
    pieces
}

/// The first `{ $name }` of a text, with what is before and after it.
fn variable(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (inside, after) = rest.split_once('}')?;
    Some((before, inside.trim().strip_prefix('$')?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_go_on_over_lines_and_have_variables() {
        let catalogue =
            Catalogue::read(&["# a comment = none\na = one { $x } and\n    two {$y}\n\nb = = b\n", "c =\n    c\n"]);
        let filled = catalogue.filled("a", |name| (name == "x").then(|| "1".to_owned()));
        assert_eq!(filled.as_deref(), Some("one 1 and two { $y }"));
        assert_eq!((catalogue.plain("a"), catalogue.plain("b"), catalogue.plain("c")), (None, Some("= b"), Some("c")));
        assert_eq!(catalogue.plain("d"), None);
        assert_eq!(catalogue.keys().collect::<Vec<_>>(), [("a", vec!["x", "y"]), ("b", vec![]), ("c", vec![])]);
    }
}
