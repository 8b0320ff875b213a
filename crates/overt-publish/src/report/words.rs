//! Figures to begin with, and words that reports share.

use crate::charts::number;

/// A number to begin with.
pub(crate) struct KeyFigure {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) note: String,
}

/// A number of things whose plural only takes an `s`: `1 record`, `46,500 records`.
pub(crate) fn counted(count: u64, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{} {thing}s", number(count)) }
}

/// How many columns: `one column`, `two columns`.
pub(crate) fn columns_at_once(length: usize) -> String {
    let words = ["no columns", "one column", "two columns", "three columns", "four columns"];
    words.get(length).map_or_else(|| format!("{length} columns"), |words| (*words).to_owned())
}

/// A sentence of a kernel, with signs as they are printed here.
pub(crate) fn typeset(sentence: &str) -> String {
    let mut text = String::with_capacity(sentence.len());
    let mut before = ' ';
    let mut letters = sentence.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_sign = letter == '-' && matches!(before, ' ' | '(') && letters.peek().is_some_and(char::is_ascii_digit);
        text.push(if is_sign { '−' } else { letter });
        before = letter;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_signs_of_numbers_are_typeset() {
        assert_eq!(typeset("tau-b -0.5 (-1 to 2), p-3 - x"), "tau-b −0.5 (−1 to 2), p-3 - x");
    }
}
