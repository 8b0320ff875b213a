//! Text of a chart: safe, wrapped, and numbers as people read them.

/// Text that can stand in an element or an attribute, of SVG or of HTML, and can only be text there.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\r' | '\t' => safe.push(' '),
            // XML has no room for these at all.
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            _ if letter.is_control() => safe.push('\u{fffd}'),
            // These turn the direction of what follows, so that a label could read as another one.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => safe.push('\u{fffd}'),
            _ => safe.push(letter),
        }
    }
    safe
}

/// Text that cannot steer a terminal or turn the direction of what follows.
pub(crate) fn plain(text: &str) -> String {
    let safe = |letter: char| match letter {
        '\n' | '\r' | '\t' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ if letter.is_control() => '\u{fffd}',
        _ => letter,
    };
    text.chars().map(safe).collect()
}

/// An identifier that needs no quoting anywhere.
pub(super) fn identifier(text: &str) -> String {
    text.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect()
}

/// A link that leads to a page. Another scheme (`javascript:`) would run what it holds, so it is no link.
pub(super) fn safe_link(link: &str) -> Option<&str> {
    let before_path = link.split(['/', '?', '#']).next().unwrap_or_default();
    let is_page = link.starts_with("https://") || link.starts_with("http://");
    (is_page || !before_path.contains(':')).then_some(link)
}

/// A number with its thousands set apart.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A part of a whole in percent, to one decimal place; what is neither nothing nor everything never reads as such.
pub(super) fn percent(part: u64, whole: u64) -> String {
    let permille = (u128::from(part) * 1000 + u128::from(whole) / 2).checked_div(u128::from(whole)).unwrap_or(0);
    match permille {
        0 if part > 0 => "under 0.1\u{a0}%".to_owned(),
        1000 if part < whole => "over 99.9\u{a0}%".to_owned(),
        _ => format!("{}.{}\u{a0}%", permille / 10, permille % 10),
    }
}

/// The text as a sentence begins.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The name of a comparison as words: `given_name` is a given name.
pub(super) fn in_words(name: &str) -> String {
    name.replace('_', " ").trim().to_owned()
}

/// Words one after the other, as a sentence lists them.
pub(crate) fn listed(words: &[String]) -> String {
    listed_with(words, "and")
}

/// The same with this word before the last of them.
pub(crate) fn listed_with(words: &[String], and: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

/// How wide text of this font size is, at most, in most fonts.
pub(super) fn width(text: &str, font_size: usize) -> usize {
    columns(text) * font_size * 57 / 100
}

/// Letters of the scripts of East Asia count twice.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(|letter| if letter < '\u{2e80}' { 1 } else { 2 }).sum()
}

/// The text in lines of at most so many letters, without a break where a space forbids it. What does not fit into the lines ends in an ellipsis.
pub(crate) fn wrapped(text: &str, letters_max: usize, lines_max: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let is_break = |letter: char| letter.is_whitespace() && letter != '\u{a0}';
    for word in text.split(is_break).filter(|word| !word.is_empty()) {
        let last = lines.last_mut().expect("there is always a line");
        if last.is_empty() {
            last.push_str(word);
        } else if columns(last) + 1 + columns(word) <= letters_max {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    let is_cut = lines.len() > lines_max;
    lines.truncate(lines_max);
    let last = lines.len() - 1;
    for (place, line) in lines.iter_mut().enumerate() {
        if columns(line) > letters_max || (is_cut && place == last) {
            while columns(line) >= letters_max {
                line.pop();
            }
            line.truncate(line.trim_end_matches([' ', ',', '(']).len());
            line.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_only_be_text() {
        assert_eq!(
            escaped("<b a='1' c=\"2\">&\u{0}\n\u{202e}"),
            "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;\u{fffd} \u{fffd}"
        );
        assert_eq!(identifier("a b\"<é"), "a-b---");
    }

    #[test]
    fn only_a_page_is_a_link() {
        for link in ["#t4", "acts/T4.html", "/acts?x=a:b", "https://example.org/a:b"] {
            assert_eq!(safe_link(link), Some(link));
        }
        for link in ["javascript:alert(1)", "JAVASCRIPT:x", " javascript:x", "data:text/html,x"] {
            assert_eq!(safe_link(link), None, "{link}");
        }
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!([0, 999, 1000, 1_234_567].map(number), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(percent(1, 3), "33.3\u{a0}%");
        assert_eq!(
            (percent(1, 100_000), percent(99_999, 100_000)),
            ("under 0.1\u{a0}%".into(), "over 99.9\u{a0}%".into())
        );
        assert_eq!(
            (percent(0, 5), percent(5, 5), percent(0, 0)),
            ("0.0\u{a0}%".into(), "100.0\u{a0}%".into(), "0.0\u{a0}%".into())
        );
    }

    #[test]
    fn long_labels_wrap_and_end_in_an_ellipsis() {
        assert_eq!(wrapped("Police (general)", 20, 2), ["Police (general)"]);
        assert_eq!(
            wrapped("Border guard, border control or patrol", 20, 2),
            ["Border guard, border", "control or patrol"]
        );
        assert_eq!(wrapped("Border guard, border control or patrol", 14, 2), ["Border guard,", "border contro…"]);
        assert_eq!(wrapped("Grenzschutzpolizeibehörde", 10, 2), ["Grenzschu…"]);
        assert_eq!(wrapped("alone (99.7\u{a0}%)", 13, 2), ["alone", "(99.7\u{a0}%)"]);
        assert_eq!(wrapped("", 10, 2), [""]);
    }
}
