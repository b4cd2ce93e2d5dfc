//! The Markdown that this program writes (model cards, twins of pictures) as HTML: headings, paragraphs, lists, tables, strong,
//! emphasis and code. Anything else stays text.

use super::html::{escaped, table};

/// The text as HTML, its headings `down` levels lower.
pub fn html(text: &str, down: usize) -> String {
    let mut html = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            continue;
        }
        if let Some((level, heading)) = heading(trimmed) {
            let level = (level + down).min(6);
            html.push_str(&format!("<h{level}>{}</h{level}>\n", inline(heading)));
        } else if trimmed.starts_with('|') {
            let mut rows = vec![cells(trimmed)];
            while let Some(row) = lines.next_if(|line| line.trim().starts_with('|')) {
                rows.push(cells(row.trim()));
            }
            let is_rule = |row: &Vec<String>| row.iter().all(|cell| cell.chars().all(|letter| "-:".contains(letter)));
            let head = rows.remove(0);
            rows.retain(|row| !is_rule(row));
            html.push_str(&table(&head, &rows));
        } else if let Some(point) = trimmed.strip_prefix("- ") {
            html.push_str(&format!("<ul>\n<li>{}</li>\n", inline(point)));
            while let Some(point) = lines.next_if(|line| line.trim().starts_with("- ")) {
                html.push_str(&format!("<li>{}</li>\n", inline(&point.trim()[2..])));
            }
            html.push_str("</ul>\n");
        } else {
            let mut paragraph = inline(trimmed);
            let goes_on = |line: &&str| {
                let line = line.trim();
                !line.is_empty() && heading(line).is_none() && !line.starts_with(['|']) && !line.starts_with("- ")
            };
            while let Some(more) = lines.next_if(goes_on) {
                paragraph.push_str("<br>\n");
                paragraph.push_str(&inline(more.trim()));
            }
            html.push_str(&format!("<p>{paragraph}</p>\n"));
        }
    }
    html
}

/// Level and text of a heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.len() - line.trim_start_matches('#').len();
    let text = line[level..].strip_prefix(' ')?;
    (1..=6).contains(&level).then_some((level, text))
}

/// The cells of a row, as HTML; a bar that is escaped is no border.
fn cells(row: &str) -> Vec<String> {
    let inside = row.strip_prefix('|').unwrap_or(row);
    let inside = inside.strip_suffix('|').unwrap_or(inside);
    let hidden = inside.replace("\\|", "\u{1}");
    hidden.split('|').map(|cell| inline(cell.replace('\u{1}', "|").trim())).collect()
}

/// Strong, emphasis and code within a line.
fn inline(text: &str) -> String {
    let mut html = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '*']) {
        html.push_str(&escaped(&rest[..at]));
        let marked = &rest[at..];
        let mark = ["**", "*", "`"].into_iter().find(|mark| marked.starts_with(mark)).unwrap_or("`");
        let tag = match mark {
            "**" => "strong",
            "*" => "em",
            _ => "code",
        };
        match marked[mark.len()..].split_once(mark).filter(|(inside, _)| !inside.is_empty()) {
            Some((inside, after)) => {
                let inside = if tag == "code" { escaped(inside) } else { inline(inside) };
                html.push_str(&format!("<{tag}>{inside}</{tag}>"));
                rest = after;
            }
            None => {
                html.push_str(mark);
                rest = &marked[mark.len()..];
            }
        }
    }
    html + &escaped(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_this_program_writes_becomes_html() {
        let text = "# Card: <b>\n\n**Question:** how `a|b` *many*?\nstill\n\n- one\n- **two** 2 * 3\n\n| a | b |\n|---|--:|\n| `x` | 1 \\| 2 |\nend";
        let expected = "<h2>Card: &lt;b&gt;</h2>\n<p><strong>Question:</strong> how <code>a|b</code> <em>many</em>?<br>\nstill</p>\n\
            <ul>\n<li>one</li>\n<li><strong>two</strong> 2 * 3</li>\n</ul>\n\
            <div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr></thead>\n<tbody>\n\
            <tr><th scope=\"row\"><code>x</code></th><td>1 | 2</td></tr>\n</tbody>\n</table></div>\n<p>end</p>\n";
        assert_eq!(html(text, 1), expected);
    }

    #[test]
    fn any_text_is_read() {
        for text in ["", "#", "####### seven", "|", "|||", "**", "*", "`", "- ", "*a", "**a*", "é`", "\\|"] {
            let _ = html(text, 0);
        }
    }
}
