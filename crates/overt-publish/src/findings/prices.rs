//! What acts cost, by group.

use overt_analysis::Problem;
use overt_analysis::associate::GroupsComparison;
use overt_analysis::patterns::prices::Prices;

use super::money::{amounts, median, money};
use super::{Origin, Outline, ROWS_MAX, excluded, method, more};
use crate::charts::{Forest, ForestAxis, Heading, number, p_value, share};
use crate::report::{Grid, Report, Section};

/// What acts cost, and whether groups differ.
pub fn prices(found: &Prices, compared: Result<&GroupsComparison, &Problem>, origin: &Origin) -> Report<'static> {
    let code = &found.currency.code;
    let compared_by = compared.ok().map(|compared| format!("Comparison of groups: {}.", compared.method));
    let outline = Outline {
        kind: "What acts cost".to_owned(),
        title: format!("Amounts that were told, in {code}"),
        sentence: sentence(found),
        n: format!("{} amounts in {} groups", number(found.n as u64), number(found.groups.len() as u64)),
        limits: found.limits.to_owned(),
        left_out: excluded(&found.exclusions),
        method: std::iter::once(method(found.method)).chain(compared_by).collect(),
    };
    outline.report(origin, [by_group(found), comparison(compared)])
}

fn sentence(found: &Prices) -> String {
    let by_median = |one: &&_, other: &&_| f64::total_cmp(&median_of(one), &median_of(other));
    let (lowest, highest) = (found.groups.iter().min_by(by_median), found.groups.iter().max_by(by_median));
    let say = |group: &overt_analysis::patterns::prices::Summary| {
        let amount = money(&found.currency, group.median);
        format!("{amount} {} for {} (n {})", found.currency.code, group.label, number(group.n as u64))
    };
    match (lowest, highest) {
        (Some(lowest), Some(highest)) if found.groups.len() > 1 => {
            format!("The median of the amounts that were told goes from {} to {}.", say(lowest), say(highest))
        }
        (Some(only), _) => format!("The median of the amounts that were told is {}.", say(only)),
        _ => found.sentence.clone(),
    }
}

fn median_of(group: &overt_analysis::patterns::prices::Summary) -> f64 {
    group.median
}

fn by_group(found: &Prices) -> Section<'static> {
    let currency = &found.currency;
    let shown = &found.groups[..found.groups.len().min(ROWS_MAX)];
    let mut section = Section::new("by-group", "By group");
    let forest = Forest {
        heading: Heading::new(
            "medians",
            &format!("Median amounts, in {}", currency.code),
            "A mark is the median of a group, and its line an interval of at least 95\u{a0}%. A group with fewer than six amounts has none.",
            "median amount",
        ),
        finding: sentence(found),
        axis: ForestAxis::Values,
        estimates: shown.iter().map(|group| median(&group.label, currency, group)).collect(),
        table: amounts(
            format!("Amounts in {}", currency.code),
            "Group",
            currency,
            shown.iter().map(|group| (group.label.clone(), group)),
        ),
    };
    forest.shown_in(&mut section);
    more(&mut section, found.groups.len(), "groups");
    section
}

fn comparison(compared: Result<&GroupsComparison, &Problem>) -> Section<'static> {
    let mut section = Section::new("comparison", "Whether groups differ");
    match compared {
        Ok(compared) => {
            let rows = compared.pairs.iter().take(ROWS_MAX).map(|pair| {
                let name = format!("{} and {}", pair.first, pair.second);
                (name, [share(pair.test.auc), p_value(pair.p_holm)])
            });
            section.finding(&compared.sentence).table(
                Grid::new("Which two groups can be told apart", "Groups")
                    .figures(
                        "First is higher",
                        "In how many of 100 pairs of one of each the first has the higher amount; ties count half.",
                    )
                    .figures("p (Holm)", "Of the rank-sum test, corrected for the number of tests by Holm's method.")
                    .rows(rows),
            );
            more(&mut section, compared.pairs.len(), "pairs of groups");
        }
        Err(problem) => {
            section.words(format!("Groups were not compared. {problem}"));
        }
    }
    section
}
