//! Rule about the crates of others: their licences let anybody use, change and pass on the whole of Overt.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata};
use spdx::{Expression, ParseMode};

use super::tree::line_of;
use super::{Rule, Tree, Violation};

#[rustfmt::skip]
const ALLOWED: &[&str] = &[
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0",
    "CDLA-Permissive-2.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "Unicode-3.0", "Unlicense", "Zlib",
];

const FREE: Rule = Rule {
    why: "everybody may use, change and pass on Overt",
    remedy: "use another crate, or add a licence that allows this to xtask/src/tidy/licences.rs",
};

/// A crate of others, with the licence its manifest states.
pub(super) struct ThirdParty {
    name: String,
    licence: Option<String>,
}

/// The crates of others that are built into ours on any platform, by themselves or while building.
pub(super) fn third_party(metadata: &Metadata) -> Vec<ThirdParty> {
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let nodes: BTreeMap<_, _> = nodes.map(|node| (&node.id, node)).collect();
    let mut open: Vec<_> = metadata.workspace_members.iter().collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        let node = nodes.get(id).filter(|_| reached.insert(id));
        for edge in node.into_iter().flat_map(|node| &node.deps) {
            if edge.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development) {
                open.push(&edge.pkg);
            }
        }
    }
    let others = metadata.packages.iter().filter(|package| package.source.is_some());
    let built = others.filter(|package| reached.contains(&package.id));
    let third_party = |package: &cargo_metadata::Package| ThirdParty {
        name: package.name.to_string(),
        licence: package.license.clone(),
    };
    built.map(third_party).collect()
}

pub(super) fn licences(tree: &Tree, crates: &[ThirdParty]) -> Vec<Violation> {
    let lock = tree.text("Cargo.lock");
    let mut violations = Vec::new();
    for ThirdParty { name, licence } in crates {
        let licence = licence.as_deref().unwrap_or("none stated");
        if !is_allowed(licence) {
            let line = line_of(&lock, &format!("name = \"{name}\""));
            let what = format!("`{name}` has a licence we do not know as free: {licence}");
            violations.push(FREE.broken("Cargo.lock", line, what));
        }
    }
    violations
}

/// Whether the licences on our list satisfy the expression. Old manifests write `A/B` for `A OR B`.
fn is_allowed(expression: &str) -> bool {
    let expression = Expression::parse_mode(expression, ParseMode::LAX);
    expression
        .is_ok_and(|expression| expression.evaluate(|requirement| ALLOWED.contains(&requirement.to_string().as_str())))
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn expressions_are_weighed_as_they_are_meant() {
        for good in [
            "MIT/Apache-2.0",
            "GPL-3.0-only OR MIT",
            "(MIT OR GPL-3.0-only) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0-only",
        ] {
            assert!(is_allowed(good), "{good}");
        }
        for bad in [
            "MIT AND GPL-3.0-only",
            "(MIT OR GPL-3.0-only) AND SSPL-1.0",
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "",
        ] {
            assert!(!is_allowed(bad), "{bad}");
        }
    }

    #[test]
    fn crates_with_other_licences_are_found() {
        let (_folder, tree) = Tree::planted(&[("Cargo.lock", "[[package]]\nname = \"closed\"\n")]);
        let crates = [("open", Some("MIT")), ("closed", Some("BUSL-1.1")), ("silent", None)];
        let crates = crates.map(|(name, licence)| ThirdParty { name: name.into(), licence: licence.map(String::from) });
        let expected = [(2, "closed", "BUSL-1.1"), (1, "silent", "none stated")].map(|(line, name, licence)| {
            format!("Cargo.lock:{line}: `{name}` has a licence we do not know as free: {licence}")
        });
        assert_eq!(found(&licences(&tree, &crates)), expected);
    }

    #[test]
    fn third_parties_are_found_through_others_and_without_our_own_crates() {
        let metadata = cargo_metadata::MetadataCommand::new().exec().unwrap();
        let third_party = third_party(&metadata);
        let has = |name| third_party.iter().any(|third| third.name == name);
        assert!(has("clap_lex") && !has("xtask"));
    }
}
