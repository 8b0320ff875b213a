//! The generated pages in the book's table of contents: `SUMMARY.md` holds them between two markers.

use std::fmt::Write as _;

use anyhow::{Context, Result};

use super::Pages;

const BEGIN: &str = "<!-- codebook pages -->";
const END: &str = "<!-- /codebook pages -->";

/// `SUMMARY.md` with the present pages between its markers.
pub(super) fn renewed(summary: &str, pages: &Pages, folder: &str) -> Result<String> {
    let say = || format!("SUMMARY.md needs the lines {BEGIN} and {END}");
    let (before, rest) = summary.split_once(BEGIN).with_context(say)?;
    let (_, after) = rest.split_once(END).with_context(say)?;
    Ok(format!("{before}{BEGIN}\n\n{}\n{END}{after}", contents(pages, folder)))
}

fn contents(pages: &Pages, folder: &str) -> String {
    let mut text = String::new();
    for (heading, group, indent) in [("", "", ""), ("Kinds of record", "schemas", "  "), ("Code lists", "lists", "  ")]
    {
        if !heading.is_empty() {
            let _ = writeln!(text, "- [{heading}]()");
        }
        for (page, bytes) in
            pages.iter().filter(|(page, _)| page.parent().is_some_and(|parent| parent.as_os_str() == group))
        {
            let page = page.display();
            let _ = writeln!(text, "{indent}- [{}]({folder}/{page})", title(&String::from_utf8_lossy(bytes)));
        }
    }
    text
}

/// The first heading of a page.
fn title(page: &str) -> &str {
    page.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or("Untitled")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_between_the_markers_follows_the_pages_and_the_rest_stays() {
        let page = |title: &str| format!("<!-- generated -->\n# {title}\n").into_bytes();
        let pages = Pages::from([("README.md".into(), page("Codebook")), ("lists/acts.md".into(), page("Acts"))]);
        let summary = format!("# Summary\n{BEGIN}\nold\n{END}\n# Decisions\n");
        let expected = format!(
            "# Summary\n{BEGIN}\n\n- [Codebook](codebook/README.md)\n- [Kinds of record]()\n- [Code lists]()\n  - [Acts](codebook/lists/acts.md)\n\n{END}\n# Decisions\n"
        );
        assert_eq!(renewed(&summary, &pages, "codebook").unwrap(), expected);
        assert!(renewed("# Summary", &pages, "codebook").is_err());
    }
}
