//! The pictures of two indices.

use overt_analysis::circular::Circularity;
use overt_analysis::fragility::Multiverse;
use overt_analysis::series::{Joined, Key, Side};

use super::GroupsShown;
use super::told::Told;
use crate::charts::{GroupStrips, Heading, PathDrawing, Scatter, ScatterAxis, ScatterPoint, SpecificationCurve};

/// A heading whose description ends with the flag, so that no picture is without it.
fn heading(told: Told<'_>, id: &str, [title, description]: [&str; 2], unit: &str) -> Heading {
    let description =
        told.say("with-flag", &[("description", told.word(description).into()), ("flag", told.flag().into())]);
    Heading::new(id, &told.word(title), &description, unit).language(told.lang)
}

/// The values of both, against each other.
pub(super) fn scatter(told: Told<'_>, joined: &Joined) -> Option<Scatter> {
    let lab = told.lab;
    let [x, y] = joined.sides.as_slice() else { return None };
    let group =
        |key: &Key| lab.marked.iter().position(|marked| marked.members.contains(key)).unwrap_or(lab.marked.len());
    let points = joined.keys.iter().enumerate().map(|(place, key)| ScatterPoint {
        label: key.to_string(),
        at: [x.values[place], y.values[place]],
        group: group(key),
        named: lab.named.contains(key),
        note: told.say(
            "rows-of-sources",
            &[
                ("xrow", x.rows[place].to_string().into()),
                ("x", (&x.source).into()),
                ("yrow", y.rows[place].to_string().into()),
                ("y", (&y.source).into()),
            ],
        ),
    });
    let others = (!lab.marked.is_empty()).then(|| told.word("all-others"));
    let axis = |side: &Side, logarithmic| ScatterAxis { name: side.label.clone(), logarithmic };
    Some(Scatter {
        heading: heading(told, "scatter", ["scatter-title", "scatter-reading"], &told.rows_are()),
        axes: [axis(x, lab.logarithmic[0]), axis(y, lab.logarithmic[1])],
        groups: lab.marked.iter().map(|marked| marked.label.clone()).chain(others).collect(),
        points: points.collect(),
        left_out: joined.exclusions.clone(),
    })
}

/// The ways that bind the two together.
pub(super) fn paths<'a>(told: Told<'_>, circularity: &'a Circularity) -> PathDrawing<'a> {
    let heading = heading(told, "paths", ["paths-title", "paths-reading"], &told.word("ways"));
    PathDrawing { heading, circularity }
}

/// One index by groups.
pub(super) fn groups<'a>(told: Told<'_>, shown: &'a GroupsShown) -> GroupStrips<'a> {
    GroupStrips {
        heading: heading(told, "groups", ["by-group", "groups-reading"], &told.rows_are()),
        axis_name: &shown.comparison.outcome,
        groups: &shown.values,
        summaries: &shown.comparison.groups,
    }
}

/// All ways of asking.
pub(super) fn specifications<'a>(told: Told<'a>, multiverse: &'a Multiverse) -> SpecificationCurve<'a> {
    let titles = ["part-every-way", "specifications-reading"];
    SpecificationCurve {
        heading: heading(told, "specifications", titles, &told.word("correlation")),
        multiverse,
        countries: &told.lab.countries,
    }
}
