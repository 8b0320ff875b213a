//! By how much the amounts of one group exceed those of another.

use overt_analysis::patterns::prices::Difference;

use super::money::{amounts, median, money};
use super::{Origin, Outline, excluded, method};
use crate::charts::{Forest, ForestAxis, Heading, number, p_value, share};
use crate::report::{Report, Section};

/// The difference between two groups.
pub fn difference(found: &Difference, origin: &Origin) -> Report<'static> {
    let (Difference { first, second, currency, test, .. }, code) = (found, &found.currency.code);
    let outline = Outline {
        kind: "Whether two groups are asked for the same".to_owned(),
        title: format!("“{}” and “{}”, in {code}", first.label, second.label),
        sentence: found.sentence.clone(),
        n: format!("{} and {} amounts", number(first.n as u64), number(second.n as u64)),
        limits: found.limits.to_owned(),
        left_out: excluded(&found.exclusions),
        method: vec![method(found.method)],
    };
    let mut section = Section::new("amounts", "Amounts of both groups");
    let both = [first, second];
    let forest = Forest {
        heading: Heading::new(
            "medians",
            &format!("Median amounts, in {code}"),
            "A mark is the median of a group, and its line an interval of at least 95\u{a0}%.",
            "median amount",
        ),
        finding: format!(
            "The median is {} for “{}” and {} for “{}”.",
            money(currency, first.median),
            first.label,
            money(currency, second.median),
            second.label
        ),
        axis: ForestAxis::Values,
        estimates: both.map(|group| median(&group.label, currency, group)).into(),
        table: amounts(format!("Amounts in {code}"), "Group", currency, both.map(|group| (group.label.clone(), group))),
    };
    forest.shown_in(&mut section);
    section.words(format!(
        "In {} of all pairs of an amount of each the first is higher, where ties count half (p of the rank-sum test: {}).",
        share(test.auc),
        p_value(test.p)
    ));
    outline.report(origin, [section])
}
