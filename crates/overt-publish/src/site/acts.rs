//! Acts of corruption by country, as the newest release tells them that does.

use std::collections::BTreeMap;

use overt_model::Lang;
use overt_protect::release::{ShownCount, ShownTable};

use super::counts::{named, shown};
use super::releases::{Published, Releases};

/// Counts of a release in one country.
pub(super) struct CountryTable {
    pub(super) title: String,
    /// What is shown and is not zero.
    pub(super) rows: Vec<(String, String)>,
    /// How many counts are hidden.
    pub(super) hidden: usize,
}

/// Acts by country, as the newest release tells them that does.
pub(super) struct Acts<'a> {
    pub(super) published: Option<&'a Published>,
    /// Every release that tells of acts.
    releases: Vec<&'a Published>,
    /// By the code of the country; none where nothing can be told: nobody told of any, or the count is only noise.
    pub(super) counts: BTreeMap<String, ShownCount>,
}

impl<'a> Acts<'a> {
    pub(super) fn of(releases: &'a Releases) -> Self {
        let is_of_acts = |one: &&Published| one.policy.schema == "CorruptAct" && one.has_counts();
        let of_acts: Vec<&Published> = releases.current().into_iter().filter(is_of_acts).collect();
        let found = of_acts.iter().find_map(|one| Some((*one, one.table(["country"])?)));
        let Some((published, (table, [place]))) = found else {
            return Self { published: None, releases: of_acts, counts: BTreeMap::new() };
        };
        let count = |value: usize| {
            let mut at = vec![None; table.columns.len()];
            at[place] = Some(value);
            table.at(&at)
        };
        let values = table.columns[place].values.iter().enumerate();
        let is_told = |count: &ShownCount| table.tells(*count);
        let counts = values.filter_map(|(at, (code, _))| Some((code.clone(), count(at).filter(is_told)?)));
        Self { published: Some(published), counts: counts.collect(), releases: of_acts }
    }

    /// What releases tell of one country by another column.
    pub(super) fn tables(&self, lang: Lang, code: &str) -> Vec<CountryTable> {
        let of_two = self.releases.iter().flat_map(|one| &one.tables).filter(|table| table.columns.len() == 2);
        let table = |table: &ShownTable| {
            let place = table.column("country")?;
            let country = table.columns[place].values.iter().position(|(other, _)| other == code)?;
            let other = &table.columns[1 - place];
            let counts: Vec<(usize, ShownCount)> = (0..other.values.len())
                .filter_map(|value| {
                    let mut at = [Some(value); 2];
                    at[place] = Some(country);
                    Some((value, table.at(&at)?))
                })
                .collect();
            let hidden = counts.iter().filter(|(_, count)| *count == ShownCount::Suppressed).count();
            let is_shown = |(_, count): &&(usize, ShownCount)| *count != ShownCount::Suppressed && table.tells(*count);
            let rows = counts.iter().filter(is_shown).map(|(value, count)| {
                let (code, label) = &other.values[*value];
                (named(lang, code, label), shown(Some(*count)))
            });
            Some(CountryTable { title: other.label.get(lang).to_owned(), rows: rows.collect(), hidden })
        };
        of_two.filter_map(table).collect()
    }
}
