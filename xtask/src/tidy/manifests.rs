//! Rule about our manifests: what the workspace decides, every crate inherits.

use cargo_metadata::Metadata;
use toml::{Table, Value};

use super::tree::line_of;
use super::{Rule, Tree, Violation};

const FIELDS: [&str; 4] = ["version", "edition", "rust-version", "license"];

const INHERITED: Rule = Rule {
    why: "one decision for all crates stands in one place",
    remedy: "write `FIELD.workspace = true` in `[package]` and `workspace = true` in `[lints]`",
};

pub(super) fn inheritance(tree: &Tree, metadata: &Metadata) -> Vec<Violation> {
    let mut violations = Vec::new();
    for package in metadata.workspace_packages() {
        let path = tree.relative(&package.manifest_path);
        let text = tree.text(&path);
        let manifest: Table = text.parse().unwrap_or_default();
        let field = |name| manifest.get("package").and_then(|package| package.get(name));
        let fields = FIELDS.map(|name| (name, field(name)));
        for (name, value) in fields.into_iter().chain([("lints", manifest.get("lints"))]) {
            if !value.is_some_and(inherits) {
                let what = format!("`{name}` is not inherited from the workspace");
                violations.push(INHERITED.broken(&path, line_of(&text, name), what));
            }
        }
    }
    violations
}

fn inherits(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn own_decisions_are_found() {
        let root = "[workspace]\nmembers = [\"a\", \"b\"]\n[workspace.lints]\n[workspace.package]\n\
            version = \"1.0.0\"\nedition = \"2024\"\nrust-version = \"1.94\"\nlicense = \"MIT\"\n";
        let good = "[package]\nname = \"a\"\nversion.workspace = true\nrust-version.workspace = true\n\
            edition = { workspace = true }\nlicense.workspace = true\n[lints]\nworkspace = true\n";
        let bad = "[package]\nname = \"b\"\nversion = \"1.0.0\"\nrust-version.workspace = true\n\
            edition.workspace = true\nlicense.workspace = true\n";
        let (_folder, tree) = Tree::planted(&[
            ("Cargo.toml", root),
            ("a/Cargo.toml", good),
            ("a/src/lib.rs", ""),
            ("b/Cargo.toml", bad),
            ("b/src/lib.rs", ""),
        ]);
        let expected = [(3, "version"), (1, "lints")]
            .map(|(line, name)| format!("b/Cargo.toml:{line}: `{name}` is not inherited from the workspace"));
        assert_eq!(found(&inheritance(&tree, &tree.metadata())), expected);
    }
}
