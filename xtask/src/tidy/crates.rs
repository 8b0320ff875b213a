//! Which crate may depend on which. The edges are promises: that the public site cannot name the evidence store, that
//! the kernels are pure, that one crate each knows the query engine and the database.

use std::collections::BTreeSet;

use cargo_metadata::{Metadata, Package};

use super::tree::line_of;
use super::{Rule, Tree, Violation};

/// Every crate with those of ours that it may depend on.
#[rustfmt::skip]
const ROOMS: &[(&str, &[&str])] = &[
    ("overt-model", &[]),
    ("overt-store", &["overt-model"]),
    ("overt-intake", &["overt-model", "overt-store"]),
    ("overt-link", &["overt-model"]),
    ("overt-signals", &["overt-model"]),
    ("overt-protect", &["overt-model"]),
    ("overt-analysis", &["overt-model"]),
    ("overt-warehouse", &["overt-model", "overt-link", "overt-signals", "overt-protect", "overt-analysis"]),
    ("overt-publish", &["overt-model", "overt-link", "overt-signals", "overt-protect", "overt-analysis",
        "overt-warehouse"]),
    ("overt-desk", &["overt-model", "overt-store", "overt-intake", "overt-link", "overt-signals", "overt-protect",
        "overt-analysis", "overt-warehouse", "overt-publish"]),
    // But for its tests it depends on none.
    ("overt-demo", &["overt-model", "overt-intake"]),
    ("overt", &["overt-model", "overt-store", "overt-intake", "overt-link", "overt-signals", "overt-protect",
        "overt-analysis", "overt-warehouse", "overt-publish", "overt-desk", "overt-demo"]),
    ("xtask", &[]),
];

/// Crates of others, with their relatives `NAME-*`, and who alone may depend on them.
const RESERVED: &[(&str, &[&str])] =
    &[("datafusion", &["overt-warehouse"]), ("sqlx", &["overt-store"]), ("anyhow", &["overt", "xtask"])];

const AGREED: Rule = Rule {
    why: "a twelfth room needs a decision record",
    remedy: "move the code to a crate of the list, or write the record and extend xtask/src/tidy/crates.rs",
};
const ONE_WAY: Rule = Rule {
    why: "data flows one way through the crates",
    remedy: "move the code to where both may be used, or pass values in",
};
const ONE_PLACE: Rule = Rule {
    why: "one crate knows the query engine, one the database, and libraries name their errors",
    remedy: "ask the crate that may depend on it, or use thiserror",
};
const BOUNDARY: Rule = Rule {
    why: "what the public site cannot name it cannot leak",
    remedy: "break the path, whatever the list in xtask/src/tidy/crates.rs says",
};

/// Every dependency counts, also those of tests and of single platforms.
pub(super) fn edges(tree: &Tree, metadata: &Metadata) -> Vec<Violation> {
    let packages = metadata.workspace_packages();
    let mut violations = Vec::new();
    for package in &packages {
        let path = tree.relative(&package.manifest_path);
        let text = tree.text(&path);
        for (rule, near, what) in findings(package, &packages) {
            violations.push(rule.broken(&path, line_of(&text, near), what));
        }
    }
    violations
}

type Finding<'a> = (&'static Rule, &'a str, String);

fn findings<'a>(package: &'a Package, packages: &[&Package]) -> Vec<Finding<'a>> {
    let room = package.name.as_str();
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        return vec![(&AGREED, "name", format!("`{room}` is not one of our crates"))];
    };
    let mut findings: Vec<Finding> = Vec::new();
    for name in dependencies(package) {
        let what = format!("`{room}` must not depend on `{name}`");
        if is_ours(name) && !allowed.contains(&name) {
            findings.push((&ONE_WAY, name, what));
        } else if reserved_for(name).is_some_and(|rooms| !rooms.contains(&room)) {
            findings.push((&ONE_PLACE, name, what));
        }
    }
    if room == "overt-publish" && reaches(package, "overt-store", packages) {
        let what = String::from("the public site reaches `overt-store` through its dependencies");
        findings.push((&BOUNDARY, "name", what));
    }
    findings
}

fn dependencies(package: &Package) -> BTreeSet<&str> {
    package.dependencies.iter().map(|edge| edge.name.as_str()).collect()
}

fn is_ours(name: &str) -> bool {
    ROOMS.iter().any(|(room, _)| *room == name)
}

fn reserved_for(name: &str) -> Option<&'static [&'static str]> {
    let is_relative = |family: &str| name.strip_prefix(family).is_some_and(|rest| rest.starts_with('-'));
    let entry = RESERVED.iter().find(|(family, _)| name == *family || is_relative(family));
    entry.map(|(_, rooms)| *rooms)
}

fn reaches(package: &Package, goal: &str, packages: &[&Package]) -> bool {
    let mut reached = dependencies(package);
    let mut open: Vec<_> = reached.iter().copied().collect();
    while let Some(name) = open.pop() {
        for package in packages.iter().filter(|package| package.name == name) {
            open.extend(dependencies(package).into_iter().filter(|name| reached.insert(name)));
        }
    }
    reached.contains(goal)
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    /// Plants a workspace of crates that state these dependencies.
    fn check(crates: &[(&str, &[&str])]) -> Vec<String> {
        let mut files = vec![("Cargo.toml".into(), "[workspace]\nmembers = [\"crates/*\"]".into())];
        for (name, dependencies) in crates {
            let lines: String = dependencies.iter().flat_map(|name| [name, " = \"1\"\n"]).collect();
            let manifest = format!("[package]\nname = \"{name}\"\n[dependencies]\n{lines}");
            files.push((format!("crates/{name}/Cargo.toml"), manifest));
            files.push((format!("crates/{name}/src/lib.rs"), String::new()));
        }
        let (_folder, tree) = Tree::planted(&files);
        found(&edges(&tree, &tree.metadata()))
    }

    #[test]
    fn allowed_edges_pass() {
        let found = check(&[
            ("overt-model", &["serde", "sqlxtra"]),
            ("overt-store", &["overt-model", "sqlx"]),
            ("overt-warehouse", &["overt-model", "overt-protect", "datafusion"]),
            ("overt-publish", &["overt-model", "overt-warehouse"]),
            ("overt", &["overt-model", "overt-store", "overt-publish", "anyhow"]),
        ]);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn forbidden_edges_are_found() {
        let found = check(&[
            ("overt-link", &["overt-model", "overt-store"]),
            ("overt-model", &["anyhow"]),
            ("overt-store", &["datafusion-functions", "sqlx"]),
            ("overt-utils", &[]),
        ]);
        let expected = [
            "crates/overt-link/Cargo.toml:5: `overt-link` must not depend on `overt-store`",
            "crates/overt-model/Cargo.toml:4: `overt-model` must not depend on `anyhow`",
            "crates/overt-store/Cargo.toml:4: `overt-store` must not depend on `datafusion-functions`",
            "crates/overt-utils/Cargo.toml:2: `overt-utils` is not one of our crates",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn the_public_site_never_reaches_the_store() {
        let found = check(&[
            ("overt-publish", &["overt-warehouse"]),
            ("overt-warehouse", &["overt-intake"]),
            ("overt-intake", &["overt-store"]),
        ]);
        let boundary = "crates/overt-publish/Cargo.toml:2: the public site reaches `overt-store`";
        assert!(found.iter().any(|line| line.starts_with(boundary)), "{found:?}");
    }

    #[test]
    fn no_allowed_edge_leads_back() {
        for (position, (name, allowed)) in ROOMS.iter().enumerate() {
            let earlier: Vec<_> = ROOMS[..position].iter().map(|(room, _)| room).collect();
            assert!(allowed.iter().all(|room| earlier.contains(&room)), "{name}");
        }
    }
}
