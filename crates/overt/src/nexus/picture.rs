//! The nexus as a heat map.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use overt_model::{Codebook, Lang};
use overt_publish::charts::{Category, Cell, Chart as _, Heading, HeatMap};
use overt_warehouse::nexus::{Cube, Dimension, Member, Request, label};

use super::words::{linkage, number};
use crate::exit::Exit;
use crate::failure::Failure;

/// Members of the third dimension that a tooltip names.
const NOTED: usize = 4;

pub(super) fn svg(codebook: &Codebook, request: &Request, cube: &Cube) -> Result<String, Failure> {
    if cube.by.len() < 2 {
        let failure = Failure::new(Exit::WrongUse, "wrong-use", "a heat map needs two dimensions");
        return Err(failure.with_hint("`--by stage,actor`"));
    }
    Ok(heat_map(codebook, request, cube).to_svg())
}

/// The first two dimensions; what the others say is in the notes of the cells.
pub(super) fn heat_map(codebook: &Codebook, request: &Request, cube: &Cube) -> HeatMap {
    let axis = |place: usize| -> (Vec<Category>, BTreeMap<Member, usize>) {
        let members: Vec<Member> = cube.sums([place]).into_keys().map(|[member]| member.clone()).collect();
        let categories = members.iter().map(|member| category(codebook, &request.by[place], member)).collect();
        (categories, members.into_iter().zip(0..).collect())
    };
    let ((rows, row_of), (columns, column_of)) = (axis(0), axis(1));
    let mut notes: BTreeMap<(&Member, &Member), BTreeMap<&Member, u64>> = BTreeMap::new();
    if cube.by.len() > 2 {
        for cell in &cube.cells {
            let place = (&cell.members[0], &cell.members[1]);
            *notes.entry(place).or_default().entry(&cell.members[2]).or_default() += cell.n;
        }
    }
    let cells = cube.sums([0, 1]).into_iter().map(|([row, column], value)| Cell {
        row: row_of[row],
        column: column_of[column],
        value,
        note: notes.get(&(row, column)).map_or_else(String::new, |of| note(codebook, &request.by[2], of)),
        link: None,
    });
    let title =
        format!("Acts of corruption by {} and {}", cube.labels[0].to_lowercase(), cube.labels[1].to_lowercase());
    let mut description = linkage(cube);
    if let Some(condition) = &cube.condition {
        let _ = write!(description, " Only where {condition}.");
    }
    HeatMap {
        heading: Heading::new("nexus", &title, &description, "acts of corruption"),
        row_name: cube.labels[0].clone(),
        rows,
        column_name: cube.labels[1].clone(),
        columns,
        cells: cells.collect(),
        total: cube.acts,
    }
}

/// A member as the charts name it; stages stand with their chain.
pub(super) fn category(codebook: &Codebook, dimension: &Dimension, member: &Member) -> Category {
    let words = label(codebook, dimension, member, Lang::En);
    let chain = || {
        let list = codebook.list(dimension.list.as_deref()?)?;
        let chain = list.own(list.get(&member.code)?, "chain")?;
        Some(codebook.list("chains")?.get(chain)?.label.get(Lang::En).to_owned())
    };
    let code = if member.is_state || words == member.code { String::new() } else { member.code.clone() };
    let group = if member.is_state { Some("Not known".to_owned()) } else { chain() };
    Category { code, label: words, group }
}

fn note(codebook: &Codebook, dimension: &Dimension, members: &BTreeMap<&Member, u64>) -> String {
    let mut by_size: Vec<_> = members.iter().collect();
    by_size.sort_by_key(|(member, count)| (std::cmp::Reverse(**count), **member));
    let named = by_size.iter().take(NOTED).map(|(member, count)| {
        format!("{} {} {}", member.code, label(codebook, dimension, member, Lang::En), number(**count))
    });
    let mut text = named.collect::<Vec<_>>().join("; ");
    if by_size.len() > NOTED {
        let _ = write!(text, "; and {} others", by_size.len() - NOTED);
    }
    text
}
