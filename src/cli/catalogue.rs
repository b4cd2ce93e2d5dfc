//! Texts of pages, from the catalogue (Fluent syntax: messages on one line or several, variables, comments).

use std::collections::BTreeMap;

/// The English texts.
pub(super) const ENGLISH: &str = include_str!("../../assets/explorer/en.ftl");

/// Texts by key.
pub(super) struct Catalogue(BTreeMap<String, String>);

impl Catalogue {
    /// The messages of a catalogue. A line that is indented goes on with the message before it.
    pub fn read(text: &str) -> Self {
        let mut messages: BTreeMap<String, String> = BTreeMap::new();
        let mut current: Option<String> = None;
        for line in text.lines() {
            if line.starts_with(char::is_whitespace) && !line.trim().is_empty() {
                if let Some(message) = current.as_ref().and_then(|key| messages.get_mut(key)) {
                    message.push(' ');
                    message.push_str(line.trim());
                }
                continue;
            }
            current = line.split_once('=').filter(|_| !line.starts_with('#')).map(|(key, text)| {
                messages.insert(key.trim().to_owned(), text.trim().to_owned());
                key.trim().to_owned()
            });
        }
        Catalogue(messages)
    }

    /// The text of a key, its variables as they stand; of one that is missing the key, so that it is found.
    pub fn text(&self, key: &str) -> String {
        self.0.get(key).cloned().unwrap_or_else(|| format!("[{key}]"))
    }

    /// All keys.
    #[cfg(test)]
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_go_on_over_lines() {
        let catalogue = Catalogue::read("# a comment = none\na = one { $x } and\n    two { $x }\n\nb = = b\n");
        assert_eq!(catalogue.text("a"), "one { $x } and two { $x }");
        assert_eq!((catalogue.text("b").as_str(), catalogue.text("c").as_str()), ("= b", "[c]"));
        assert_eq!(catalogue.keys().collect::<Vec<_>>(), ["a", "b"]);
    }
}
