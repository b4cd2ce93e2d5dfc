//! What no result of this model holds, and where it is known to miss the record: said in every model card, the largest
//! first; the first of them also on the console and in every picture.

use crate::language::{Texts, say};

/// The largest thing that is not in any range, as a phrase.
pub fn largest(texts: &Texts) -> &str {
    texts.word("limits-largest")
}

/// The same as a point of a list.
pub(super) fn policy(texts: &Texts) -> String {
    say!(texts, "model-card-policy", largest = largest(texts))
}

/// What else is not in the range.
pub(super) fn not_in_range(texts: &Texts) -> [&str; 5] {
    ["limits-model", "limits-births", "limits-coming-back", "limits-other-events", "limits-steps"]
        .map(|key| texts.word(key))
}

/// Where the model is known to miss the published record of 2023 and 2024.
pub(super) fn known_misses(texts: &Texts) -> [&str; 7] {
    [
        "misses-september",
        "misses-october",
        "misses-torkham",
        "misses-2024",
        "misses-mode",
        "misses-deportations",
        "misses-causes",
    ]
    .map(|key| texts.word(key))
}
