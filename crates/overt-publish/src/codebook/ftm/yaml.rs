//! The small part of YAML that schemata need: nested keys, lists of names and quoted text.

use std::fmt::Write as _;

#[derive(Default)]
pub(super) struct Yaml(String);

impl Yaml {
    pub(super) fn comment(&mut self, text: &str) {
        self.line(0, &format!("# {text}"));
    }

    pub(super) fn key(&mut self, depth: usize, key: &str) {
        self.line(depth, &format!("{key}:"));
    }

    pub(super) fn word(&mut self, depth: usize, key: &str, word: &str) {
        self.line(depth, &format!("{key}: {word}"));
    }

    pub(super) fn text(&mut self, depth: usize, key: &str, text: &str) {
        self.word(depth, key, &quoted(text));
    }

    /// A list; nothing when it has no item.
    pub(super) fn list<'a>(&mut self, depth: usize, key: &str, items: impl Iterator<Item = &'a str>) {
        let mut items = items.peekable();
        if items.peek().is_some() {
            self.key(depth, key);
        }
        items.for_each(|item| self.line(depth + 1, &format!("- {}", quoted(item))));
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    fn line(&mut self, depth: usize, text: &str) {
        writeln!(self.0, "{:indent$}{text}", "", indent = 2 * depth).expect("a string takes everything");
    }
}

/// A JSON string is a double-quoted string of YAML too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_quoted_whatever_it_holds() {
        let mut yaml = Yaml::default();
        yaml.key(0, "A");
        yaml.text(1, "label", "a: \"b\"\n# no");
        yaml.list(1, "extends", ["X"].into_iter());
        yaml.list(1, "caption", [].into_iter());
        assert_eq!(yaml.finish(), "A:\n  label: \"a: \\\"b\\\"\\n# no\"\n  extends:\n    - \"X\"\n");
    }
}
