//! The pictures of two indices.

use overt_analysis::circular::Circularity;
use overt_analysis::fragility::Multiverse;
use overt_analysis::series::{Joined, Key, Side};

use super::{GroupsShown, Lab, words};
use crate::charts::{GroupStrips, Heading, PathDrawing, Scatter, ScatterAxis, ScatterPoint, SpecificationCurve};

/// A heading whose description ends with the flag, so that no picture is without it.
fn heading(lab: &Lab, id: &str, title: &str, description: &str, unit: &str) -> Heading {
    Heading::new(id, title, &format!("{description} Flag: {}.", words::flag(lab)), unit)
}

/// The values of both, against each other.
pub(super) fn scatter(lab: &Lab, joined: &Joined) -> Option<Scatter> {
    let [x, y] = joined.sides.as_slice() else { return None };
    let group =
        |key: &Key| lab.marked.iter().position(|marked| marked.members.contains(key)).unwrap_or(lab.marked.len());
    let points = joined.keys.iter().enumerate().map(|(place, key)| ScatterPoint {
        label: key.to_string(),
        at: [x.values[place], y.values[place]],
        group: group(key),
        named: lab.named.contains(key),
        note: format!("row {} of {}, row {} of {}", x.rows[place], x.source, y.rows[place], y.source),
    });
    let others = (!lab.marked.is_empty()).then(|| "all others".to_owned());
    let axis = |side: &Side, logarithmic| ScatterAxis { name: side.label.clone(), logarithmic };
    Some(Scatter {
        heading: heading(
            lab,
            "scatter",
            "Both indices side by side",
            "Each mark has a value of both. Extreme ones are labelled where there is room, and all are in the table with the rows of their sources.",
            words::rows_are(lab),
        ),
        axes: [axis(x, lab.logarithmic[0]), axis(y, lab.logarithmic[1])],
        groups: lab.marked.iter().map(|marked| marked.label.clone()).chain(others).collect(),
        points: points.collect(),
        left_out: joined.exclusions.clone(),
    })
}

/// The ways that bind the two together.
pub(super) fn paths<'a>(lab: &Lab, circularity: &'a Circularity) -> PathDrawing<'a> {
    PathDrawing {
        heading: heading(
            lab,
            "paths",
            "What they are made of, as far as it binds them",
            "Each arrow goes from what is put in to what is made of it.",
            "ways",
        ),
        circularity,
    }
}

/// One index by groups.
pub(super) fn groups<'a>(lab: &Lab, shown: &'a GroupsShown) -> GroupStrips<'a> {
    GroupStrips {
        heading: heading(
            lab,
            "groups",
            "By group",
            "Each mark is a value; the box holds the middle half. How high a mark stands in its strip means nothing.",
            words::rows_are(lab),
        ),
        axis_name: &shown.comparison.outcome,
        groups: &shown.values,
        summaries: &shown.comparison.groups,
    }
}

/// All ways of asking.
pub(super) fn specifications<'a>(lab: &Lab, multiverse: &'a Multiverse) -> SpecificationCurve<'a> {
    SpecificationCurve {
        heading: heading(
            lab,
            "specifications",
            "Every way of asking",
            "Estimates in their order, in a band that reaches to the ends of their intervals; where there are more than the drawing has \
             columns, each column reaches from the lowest to the highest of its own. Below it, where along the curve each option is.",
            "correlation",
        ),
        multiverse,
    }
}
