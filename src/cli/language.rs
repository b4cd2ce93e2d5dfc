//! In which language pictures, pages and reports are.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::language::{Language, Texts};

/// Arguments of commands that write what is read in several languages.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(super) struct LanguageArguments {
    /// Language of pictures, pages and reports; translations await review by native speakers
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = languages())]
    pub lang: Language,
    /// Write digits and dates as the language does
    #[arg(long)]
    pub local: bool,
}

impl LanguageArguments {
    /// The texts.
    pub fn texts(self) -> &'static Texts {
        Texts::of(self.lang, self.local)
    }
}

fn languages() -> impl TypedValueParser<Value = Language> {
    let value = |language: Language| PossibleValue::new(language.code()).help(language.english_name());
    PossibleValuesParser::new(Language::ALL.map(value)).try_map(|code| code.parse::<Language>())
}
