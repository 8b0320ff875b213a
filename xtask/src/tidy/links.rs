//! Rules about Markdown: links lead somewhere, and the book knows each of its pages.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{Rule, Tree, Violation};

const BOOK: &str = "book/src/";
const SUMMARY: &str = "book/src/SUMMARY.md";

const REACHABLE: Rule = Rule {
    why: "mdBook renders the pages of the summary and no others, and a file nobody links is not found",
    remedy: "name a page in the summary, link another file from a page, or delete it",
};
const LEADS_SOMEWHERE: Rule =
    Rule { why: "readers follow links", remedy: "link a file of the repository by its path from this one" };

pub(super) fn summary(tree: &Tree) -> Vec<Violation> {
    let pages = BTreeSet::from_iter(paths(tree, SUMMARY));
    let in_book: Vec<_> = tree.files().filter(|file| file.starts_with(BOOK)).collect();
    let markdown = in_book.iter().filter(|file| is_markdown(file));
    let linked: BTreeSet<_> = markdown.flat_map(|file| paths(tree, file)).collect();
    let is_known = |file: &str| {
        let known = if is_markdown(file) { &pages } else { &linked };
        file == SUMMARY || known.contains(file)
    };
    let unknown = in_book.into_iter().filter(|file| !is_known(file));
    unknown.map(|file| REACHABLE.broken(file, 1, format!("cannot be reached from {SUMMARY}"))).collect()
}

/// Every relative link in the repository leads to a file or folder in it.
pub(super) fn targets(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in tree.files().filter(|file| is_markdown(file)) {
        for Link { line, written, path } in links(tree, file) {
            if !path.is_some_and(|path| tree.exists(&path)) {
                let what = format!("the link `{written}` leads nowhere");
                violations.push(LEADS_SOMEWHERE.broken(file, line, what));
            }
        }
    }
    violations
}

/// A relative link as written, and the path in the repository that it means; `None` where it leads out.
struct Link {
    line: usize,
    written: String,
    path: Option<String>,
}

fn paths(tree: &Tree, file: &str) -> Vec<String> {
    links(tree, file).into_iter().filter_map(|link| link.path).collect()
}

fn links(tree: &Tree, file: &str) -> Vec<Link> {
    let text = tree.text(file);
    let mut links = Vec::new();
    for (event, place) in Parser::new_ext(&text, Options::all()).into_offset_iter() {
        if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event
            && let Some(target) = relative_target(&dest_url)
        {
            let line = text[..place.start].matches('\n').count() + 1;
            let path = resolve(file, &target);
            links.push(Link { line, written: dest_url.into_string(), path });
        }
    }
    links
}

/// The path in a link to another file: without fragment and query; `None` for web addresses, places on the same page,
/// draft chapters and items of Rust documentation.
fn relative_target(address: &str) -> Option<String> {
    let path = address.split(['#', '?']).next()?;
    (!path.is_empty() && !path.contains(':')).then(|| path.replace("%20", " "))
}

fn resolve(file: &str, target: &str) -> Option<String> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let folder = if target.starts_with('/') { "" } else { folder };
    let mut parts = Vec::new();
    for part in folder.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

fn is_markdown(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, extension)| extension == "md")
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn pages_outside_the_summary_are_found() {
        let (_folder, tree) = Tree::planted(&[
            (SUMMARY, "# Summary\n\n- [Start](start.md)\n- [Later]()\n"),
            ("book/src/start.md", "![Plan](plan.svg) [Other](reference/other.md)"),
            ("book/src/plan.svg", ""),
            ("book/src/reference/other.md", ""),
            ("book/src/unused.svg", ""),
        ]);
        let expected = ["book/src/reference/other.md", "book/src/unused.svg"]
            .map(|file| format!("{file}:1: cannot be reached from {SUMMARY}"));
        assert_eq!(found(&summary(&tree)), expected);
    }

    #[test]
    fn links_that_lead_nowhere_are_found() {
        let good = "[a](docs/a%20b.md#part) [b](/docs) [c](https://example.org/x) [d](#here)\n\
            [e](mailto:x@example.org) `[code](none.md)` [item](crate::Item) [back][1]\n\n\
            [1]: docs/../README.md\n";
        let bad = "# Title\n\n[up](../README.md) [gone](gone.md)\n[out](../../other/x.md)\n";
        let (_folder, tree) = Tree::planted(&[("README.md", good), ("docs/a b.md", bad)]);
        let expected = [(3, "gone.md"), (4, "../../other/x.md")]
            .map(|(line, link)| format!("docs/a b.md:{line}: the link `{link}` leads nowhere"));
        assert_eq!(found(&targets(&tree)), expected);
    }
}
