//! Fees that were paid, against receipts and caps.

use overt_analysis::patterns::prices::{Corridor, MayBeBribe, Summary};
use overt_analysis::series::Exclusion;

use super::money::{amounts, median};
use super::{Origin, Outline, ROWS_MAX, bribes::section, excluded, method, more};
use crate::charts::{Forest, ForestAxis, Heading, number, share};
use crate::report::{Grid, Report, Section};

/// The fees of each corridor, and what of them may be bribes. Exclusions are the corridors of which no payment is known. None where there is
/// no corridor at all.
pub fn corridors(
    found: &[Corridor],
    bribes: &[MayBeBribe],
    exclusions: &[Exclusion],
    origin: &Origin,
) -> Option<Report<'static>> {
    let first = found.first()?;
    let (n, code) = (found.iter().map(|corridor| corridor.n).sum::<usize>(), &first.currency.code);
    let known = found.iter().filter_map(|corridor| corridor.share_above_cap);
    let (above, of) = known.fold((0, 0), |(part, whole), share| (part + share.part, whole + share.whole));
    let sentence = if of == 0 {
        format!("Of {} fees that were told no cap is known, so nothing can be said against one.", number(n as u64))
    } else {
        format!("{} of {} fees for which there is a cap were above it.", number(above), number(of))
    };
    let outline = Outline {
        kind: "Fees against tariffs, receipts and caps".to_owned(),
        title: format!("Fees by corridor, in {code}"),
        sentence,
        n: format!("{} fees in {} corridors", number(n as u64), number(found.len() as u64)),
        limits: first.limits.to_owned(),
        left_out: excluded(
            exclusions
                .iter()
                .chain(found.iter().flat_map(|corridor| &corridor.exclusions))
                .chain(bribes.iter().flat_map(|may| &may.exclusions)),
        ),
        method: vec![method(first.method)],
    };
    let shown = &found[..found.len().min(ROWS_MAX)];
    let mut paid = part("paid", "What was paid", shown, |corridor| Some(&corridor.paid));
    more(&mut paid, found.len(), "corridors");
    paid.list(shown.iter().map(|corridor| corridor.sentence.clone()));
    let mut cap = part("above-cap", "Paid less the cap", shown, |corridor| corridor.above_cap.as_ref());
    cap.table(shares(shown));
    let receipt = part("above-receipt", "Paid less what was due by receipt or tariff", shown, |corridor| {
        corridor.above_receipt.as_ref()
    });
    Some(outline.report(origin, [cap, receipt, paid, section(bribes)]))
}

/// One of the amounts of each corridor.
fn part(
    id: &'static str,
    title: &str,
    found: &[Corridor],
    of: impl Fn(&Corridor) -> Option<&Summary>,
) -> Section<'static> {
    let mut section = Section::new(id, title);
    let known: Vec<(&Corridor, &Summary)> =
        found.iter().filter_map(|corridor| Some((corridor, of(corridor)?))).collect();
    let Some((first, _)) = known.first() else {
        section.words("It is not known of any fee.");
        return section;
    };
    let currency = &first.currency;
    let above = known.iter().filter(|(_, of)| of.median > 0.0).count();
    let forest = Forest {
        heading: Heading::new(
            &format!("{id}-medians"),
            &format!("{title}: medians in {}", currency.code),
            "A mark is the median of a corridor, and its line an interval of at least 95\u{a0}%.",
            "median",
        ),
        finding: format!("The median is above zero for {above} of {} corridors.", known.len()),
        axis: ForestAxis::AroundZero,
        estimates: known.iter().map(|(corridor, of)| median(&corridor.label, currency, of)).collect(),
        table: amounts(
            format!("{title}, in {}", currency.code),
            "Corridor",
            currency,
            known.iter().map(|(corridor, of)| (corridor.label.clone(), *of)),
        ),
    };
    forest.shown_in(&mut section);
    section
}

fn shares(found: &[Corridor]) -> Grid {
    let rows = found.iter().filter_map(|corridor| {
        let above = corridor.share_above_cap?;
        let interval = format!("{} to {}", share(above.exact.low), share(above.exact.high));
        Some((corridor.label.clone(), [number(above.part), number(above.whole), share(above.value), interval]))
    });
    Grid::new("Fees above the cap", "Corridor")
        .figures("Above", "")
        .figures("Of", "Fees for which there is a cap.")
        .figures("Share", "")
        .figures("95 % interval", "Clopper and Pearson.")
        .rows(rows)
}
