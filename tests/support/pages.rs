//! Pages for people, read by tests: the commands that they print, and blocks of what those print.

/// A line of a shell, without its comment, as words. Only what pages need: single quotes and plain words.
///
/// # Panics
/// If the line needs more.
pub fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '\'' => quoted = !quoted,
            '#' if !quoted && word.is_empty() => break,
            ' ' if !quoted => words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty())),
            '|' | '>' | '<' | '&' | ';' | '$' | '"' | '\\' | '`' | '*' if !quoted => {
                panic!("this test does not understand `{letter}` in `{line}`: keep the commands of pages plain")
            }
            _ => word.push(letter),
        }
    }
    assert!(!quoted, "a quote is not closed in `{line}`");
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

/// The lines of all `sh` blocks of a page, without empty ones and comments.
pub fn commands(page: &str) -> Vec<&str> {
    let shell = blocks(page).into_iter().filter(|(kind, _)| *kind == "sh");
    shell.flat_map(|(_, lines)| lines).map(str::trim).filter(|line| !line.starts_with('#')).collect()
}

/// All blocks between fences: what stands behind the first fence, and the lines that are not empty.
pub fn blocks(page: &str) -> Vec<(&str, Vec<&str>)> {
    let mut blocks = Vec::new();
    let mut inside: Option<(&str, Vec<&str>)> = None;
    for line in page.lines() {
        match (line.trim().strip_prefix("```"), &mut inside) {
            (Some(kind), None) => inside = Some((kind.trim(), Vec::new())),
            (Some(_), Some(_)) => blocks.extend(inside.take()),
            (None, Some((_, lines))) if !line.trim().is_empty() => lines.push(line),
            _ => {}
        }
    }
    blocks
}
