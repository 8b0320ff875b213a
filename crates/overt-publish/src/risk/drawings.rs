//! The charts of a risk.

use overt_protect::risk::{Effects, Figures, Risk};

use super::words;
use crate::charts::{
    Bar, Bars, Category, Curve, CurvePoint, Heading, Series, ShareMark, ShareRow, Shares, Spacing, number, share,
};
use crate::report::counted;

/// Sizes of groups at which a bar begins, below the k asked for.
const SMALL: [u64; 4] = [1, 2, 3, 5];
/// And from it on, as multiples of it.
const LARGE: [u64; 5] = [1, 2, 5, 10, 100];
/// The share of its records from which on a file counts as told.
const TOLD_FROM: f64 = 0.95;

fn row(label: impl Into<String>, share: f64, note: String) -> ShareRow {
    ShareRow { category: Category::named(label), share, note }
}

/// How many records are alike, in steps that become wider.
pub(super) fn group_sizes(risk: &Risk) -> Bars {
    let k = u64::from(risk.k);
    let small = SMALL.into_iter().filter(|start| *start < k);
    let starts: Vec<_> = small.chain(LARGE.map(|times| times.saturating_mul(k))).collect();
    let largest = risk.groups.sizes.iter().map(|size| u64::from(size.size)).max().unwrap_or(0);
    let bars = starts.iter().enumerate().take_while(|(_, start)| **start <= largest).map(|(place, &start)| {
        let end = starts.get(place + 1).map(|next| next - 1);
        let inside = |size: u64| size >= start && end.is_none_or(|end| size <= end);
        let sizes = || risk.groups.sizes.iter().filter(|size| inside(size.size.into()));
        let groups = sizes().map(|size| size.groups as u64).sum();
        let few = if start < k { " (too few)" } else { "" };
        let label = match end {
            _ if start == 1 && end == Some(1) => "alone".to_owned(),
            Some(end) if end == start => format!("{start} alike"),
            Some(end) => format!("{} to {} alike", number(start), number(end)),
            None => format!("{} or more alike", number(start)),
        };
        Bar {
            category: Category::named(label + few),
            value: sizes().map(|size| size.rows() as u64).sum(),
            note: counted(groups, "group"),
        }
    });
    let description = format!(
        "Records by how many are alike in everything that may be known. In a group smaller than {k} there are too few to hide \
         among."
    );
    Bars {
        heading: Heading::new("groups-chart", "Records by the size of their group", &description, "records"),
        bar_name: "Group".to_owned(),
        bars: bars.collect(),
    }
}

/// How few columns are enough.
pub(super) fn few(risk: &Risk) -> Shares {
    let told = |label, count: usize| {
        let count = count as u64;
        row(label, words::share_of(count, risk), words::records(count))
    };
    let searched = risk.combinations.iter();
    let mut rows: Vec<_> = searched.map(|length| told(words::or_fewer(length.length), length.rows_unique)).collect();
    if words::columns_known(risk) > risk.combinations.len() as u64 {
        rows.push(told(format!("all {} columns together", words::columns_known(risk)), risk.groups.unique));
    }
    Shares {
        heading: Heading::new(
            "few-chart",
            "Records told by few columns",
            "The share of records that so many columns are enough to tell from all others. With many columns at once nearly \
             everybody is alone, in any table; what a neighbour knows are two or three.",
            "records told",
        ),
        row_name: "Columns known".to_owned(),
        rows,
        mark: None,
        full: 1.0,
    }
}

/// How often the three attackers are right.
pub(super) fn attackers(risk: &Risk) -> Shares {
    let (prosecutor, population) = (&risk.attackers.prosecutor, risk.attackers.population.as_ref());
    let note = |average: f64, above: f64| {
        format!("on average {}; above the line for {} of the records", share(average), share(above))
    };
    let mut rows =
        vec![row("prosecutor (at most)", prosecutor.highest, note(prosecutor.average, prosecutor.share_above))];
    if let Some(journalist) = population.map(|population| &population.journalist) {
        let note = note(journalist.average, journalist.share_above);
        rows.push(row("journalist (at most)", journalist.highest, note));
    }
    let (marketer, against) = match population {
        Some(population) => (population.journalist.average, "compared with the population"),
        None => (prosecutor.average, "if he knows who is in the table"),
    };
    rows.push(row("marketer (on average)", marketer, against.to_owned()));
    Shares {
        heading: Heading::new(
            "attackers-chart",
            "How often three attackers are right",
            "The prosecutor knows that a person is in the table and looks for her. The journalist does not know that, and looks \
             for anybody. The marketer guesses about everybody. “At most” is for the record that is found most easily.",
            "right",
        ),
        row_name: "Attacker".to_owned(),
        rows,
        mark: Some(ShareMark { at: 1.0 / f64::from(risk.k.max(1)), words: format!("1 in {}", risk.k) }),
        full: 1.0,
    }
}

/// Which columns drive it.
pub(super) fn columns(risk: &Risk) -> Shares {
    Shares {
        heading: Heading::new(
            "columns-chart",
            "Columns, by how much they make records stand out",
            "The part of the score of all records that comes from sets with this column. Sets share columns, so the parts add up \
             to more than the whole.",
            "of the score",
        ),
        row_name: "Column".to_owned(),
        rows: risk.columns.iter().map(|part| row(part.column.clone(), part.share, String::new())).collect(),
        mark: None,
        full: 1.0,
    }
}

/// What each generalisation changes by itself, best first: the records in small groups, and those that little is enough to tell.
pub(super) fn each_effect(risk: &Risk, effects: &Effects) -> [Shares; 2] {
    let small = Heading::new(
        "small-chart",
        "Each generalisation by itself: small groups",
        &format!("The share of records that are still in groups smaller than {}. Shorter is better.", risk.k),
        "records in small groups",
    );
    let little = words::little(risk);
    let told = Heading::new(
        "little-chart",
        "Each generalisation by itself: how little is enough",
        &format!("The share of records that {little} are still enough to tell. Shorter is better."),
        &format!("records told by {little}"),
    );
    [
        each(effects, small, |figures| figures.share_below_k),
        each(effects, told, |figures| figures.share_unique_by_pairs),
    ]
}

fn each(effects: &Effects, heading: Heading, share_of: fn(&Figures) -> f64) -> Shares {
    let rows = effects.each.iter().map(|effect| {
        let note = format!("alone: {}", share(effect.figures.share_unique));
        row(words::last_step(effect), share_of(&effect.figures), note)
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by(|one, other| one.share.total_cmp(&other.share));
    let mark = ShareMark { at: share_of(&effects.now), words: "the table as it is now".to_owned() };
    Shares { heading, row_name: "Generalisation".to_owned(), rows, mark: Some(mark), full: 1.0 }
}

/// What generalisations change one after the other.
pub(super) fn path(risk: &Risk, effects: &Effects) -> Curve {
    let series = |name: String, share_of: fn(&Figures) -> f64| {
        let now = CurvePoint { at: 0.0, share: share_of(&effects.now), note: "as it is".to_owned() };
        let steps = effects.path.iter().zip(1_u32..).map(|(effect, step)| CurvePoint {
            at: f64::from(step),
            share: share_of(&effect.figures),
            note: words::last_step(effect).to_owned(),
        });
        Series { name, points: std::iter::once(now).chain(steps).collect() }
    };
    Curve {
        heading: Heading::new(
            "path-chart",
            "Generalisations one after the other",
            "Always the one that leaves the fewest records in small groups, or else the fewest groups. Which step is which stands in \
             the table.",
            "records",
        ),
        axis_name: "Generalisations applied".to_owned(),
        spacing: Spacing::Steps,
        series: vec![
            series(format!("in groups smaller than {}", risk.k), |figures| figures.share_below_k),
            series("alone".to_owned(), |figures| figures.share_unique),
            series(format!("told by {}", words::little(risk)), |figures| figures.share_unique_by_pairs),
        ],
        diagonal: None,
        threshold: None,
    }
}

/// Whose file can be told.
pub(super) fn contributors(risk: &Risk) -> Shares {
    let rows = words::contributors_in_order(risk).into_iter().map(|contributor| {
        let told = if contributor.told { "told as a whole" } else { "not told as a whole" };
        let note = format!("{told}; {}", words::records(contributor.rows as u64));
        row(words::contributor(contributor), contributor.share_by_pairs, note)
    });
    Shares {
        heading: Heading::new(
            "contributors-chart",
            "How much of an organisation's file can be told",
            &format!(
                "The share of its records that have one value, or two together, that at least {} of its records have and nobody \
                 else's. A file can also be told by more values that all its records have; the table below says so.",
                risk.k
            ),
            "of its records told",
        ),
        row_name: "Organisation".to_owned(),
        rows: rows.collect(),
        mark: Some(ShareMark { at: TOLD_FROM, words: "the line of a whole file".to_owned() }),
        full: 1.0,
    }
}
