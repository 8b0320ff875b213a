//! What of fees may be bribes.

use overt_analysis::patterns::prices::{Currency, MayBeBribe, PaidPart};

use super::money::money;
use super::{ROWS_MAX, method, more, sentences};
use crate::charts::{number, share};
use crate::report::{Grid, Section};

/// What of the fees of each corridor may be bribes, as a part of a report about fees.
pub(super) fn section(found: &[MayBeBribe]) -> Section<'static> {
    let mut section = Section::new("bribes", "What of it may be bribes");
    let Some(first) = found.first() else { return section };
    let shown = &found[..found.len().min(ROWS_MAX)];
    section
        .words("The two tables are about different fees, and must not be added.")
        .table(grid("Said to be for officials", shown, |may| may.told))
        .table(grid("Above what is lawful", shown, |may| may.above_lawful));
    more(&mut section, found.len(), "corridors");
    section.list(sentences(first.limits)).words(method(first.method));
    section
}

fn grid(caption: &str, found: &[MayBeBribe], of: fn(&MayBeBribe) -> Option<PaidPart>) -> Grid {
    let row = |may: &MayBeBribe| {
        let part = of(may)?;
        let say = |currency: &Currency, smallest: i64| {
            #[expect(clippy::cast_precision_loss, reason = "amounts are below 2^53")]
            money(currency, smallest as f64)
        };
        let cells = [
            say(&may.currency, part.part),
            say(&may.currency, part.paid),
            part.of_paid.map_or_else(|| "nothing was paid".to_owned(), share),
            format!("{} of {}", number(part.fees.part), number(part.fees.whole)),
            format!("{} to {}", share(part.fees.exact.low), share(part.fees.exact.high)),
        ];
        Some((may.label.clone(), cells))
    };
    Grid::new(caption, "Corridor")
        .figures("Part", "The sum of these parts.")
        .figures("Of", "What was paid for the fees of which the part is known.")
        .figures("Share", "")
        .figures("Fees with it", "Of the fees of which it is known.")
        .figures("95 % interval", "Of the share of fees, Clopper and Pearson.")
        .rows(found.iter().filter_map(row))
}
