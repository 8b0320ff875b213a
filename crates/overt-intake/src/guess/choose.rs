//! Which kinds of record a file holds, and what each column is for.

use std::sync::LazyLock;

use overt_model::codebook::{Codebook, Kind};

use super::assign::assign;
use super::fit::{Cells, Fit};
use super::names::{Candidate, Ground, Likeness, Names};
use super::profile::Profile;
use super::records::schemas;
use super::special::{find_currencies, key_column, make_key, part_names};
use super::ticks::Ticks;
use super::{ColumnGuess, Part, Proposal, Target};

/// How much of a score the name makes; the cells make the rest.
pub(super) const NAME_SHARE: f32 = 0.62;
/// What a column must speak for before it counts.
pub(super) const SCORE_MIN: f32 = 0.42;
/// Cells that must have been seen for high confidence.
pub(super) const CELLS_MIN: usize = 3;

/// Columns that are looked at. Whoever has more of them needs no guess but a conversation.
const COLUMNS_MAX: usize = 2_000;
/// What a column may be is kept so far.
const OPTIONS_MAX: usize = 80;

/// The names and ticks of the codebook that comes with the program, made once.
static EMBEDDED: LazyLock<(Names<'static>, Ticks<'static>)> =
    LazyLock::new(|| (Names::of(Codebook::embedded()), Ticks::of(Codebook::embedded())));

/// One column, or several with the same name but for a number.
pub(super) struct Group<'a> {
    pub(super) name: String,
    /// What repeats; blank for a column that is there once.
    pub(super) each: String,
    pub(super) cells: Cells<'a>,
    pub(super) options: Vec<Scored<'a>>,
}

/// What a column may be, with how far name and cells speak for it.
#[derive(Debug, Clone)]
pub(super) struct Scored<'a> {
    pub(super) schema: &'a str,
    pub(super) property: &'a str,
    pub(super) part: Option<Part>,
    /// Whether many kinds of record have such a property, so that it shows none of them.
    pub(super) is_common: bool,
    /// Whether the name is one word beside those that say of whom it speaks.
    pub(super) is_bare: bool,
    pub(super) likeness: f32,
    pub(super) fit: f32,
    pub(super) score: f32,
    pub(super) split: Option<&'static str>,
    pub(super) reasons: [String; 2],
}

impl Scored<'_> {
    pub(super) fn target(&self) -> Target {
        Target { schema: self.schema.to_owned(), property: self.property.to_owned(), part: self.part.clone() }
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.schema == other.schema && self.property == other.property && self.part == other.part
    }
}

pub(super) fn proposal(columns: &[String], rows: &[Vec<String>], codebook: &Codebook) -> Proposal {
    let columns = &columns[..columns.len().min(COLUMNS_MAX)];
    let own;
    let (names, ticks) = if std::ptr::eq(codebook, Codebook::embedded()) {
        &*EMBEDDED
    } else {
        own = (Names::of(codebook), Ticks::of(codebook));
        &own
    };
    let mut groups = groups(columns, rows, codebook);
    for group in &mut groups {
        group.options = options(group, names, ticks);
    }
    let mut eaches: Vec<String> = Vec::new();
    for group in &groups {
        if !eaches.contains(&group.each) {
            eaches.push(group.each.clone());
        }
    }
    eaches.sort_by_key(|each| !each.is_empty());
    let key = key_column(&groups);
    let mut records = Vec::new();
    let mut guesses: Vec<Option<ColumnGuess>> = groups.iter().map(|_| None).collect();
    for each in &eaches {
        let members: Vec<usize> = (0..groups.len()).filter(|&place| groups[place].each == *each).collect();
        // Every kind of record has a number, so it shows none.
        let telling: Vec<usize> = members.iter().copied().filter(|&member| Some(member) != key).collect();
        let schemas = schemas(&groups, &telling);
        assign(&groups, &members, &schemas, codebook, &mut guesses);
        records.extend(schemas.iter().map(|schema| ((*schema).to_owned(), each.clone())));
    }
    let mut columns: Vec<ColumnGuess> = guesses.into_iter().map(|guess| guess.expect("each is of one part")).collect();
    find_currencies(&groups, &mut columns, codebook);
    part_names(&mut columns);
    if let (Some(key), Some((main, _))) = (key, records.iter().find(|(_, each)| each.is_empty())) {
        make_key(&mut columns[key], main);
    }
    records.retain(|(schema, each)| {
        let fills = |guess: &ColumnGuess| guess.target.as_ref().is_some_and(|target| target.schema == *schema);
        columns.iter().any(|guess| guess.each == *each && fills(guess))
    });
    let mut words: Vec<_> = groups.iter().flat_map(|group| group.cells.profile.no_answer.iter().cloned()).collect();
    words.sort_by(|one, other| one.0.cmp(&other.0));
    words.dedup_by(|one, other| one.0 == other.0);
    Proposal { columns, records, words }
}

/// Columns by name, numbers made stars.
fn groups<'a>(columns: &[String], rows: &[Vec<String>], codebook: &'a Codebook) -> Vec<Group<'a>> {
    let starred = |name: &String| -> String {
        let parts = name.split('.').map(|part| if part.parse::<u32>().is_ok() { "*" } else { part });
        if name.contains('.') { parts.collect::<Vec<_>>().join(".") } else { name.clone() }
    };
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (place, name) in columns.iter().enumerate() {
        let name = starred(name);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, places)) => places.push(place),
            None => groups.push((name, vec![place])),
        }
    }
    let group = |(name, places): (String, Vec<usize>)| {
        let cell = |row: usize, place: usize| rows[row].get(place).map_or("", String::as_str);
        let cells = (0..rows.len()).flat_map(|row| places.iter().map(move |place| (row, *place)));
        let profile = Profile::of(cells.map(|(row, place)| cell(row, place)));
        // A star at the end is a list within the record, and does not repeat it.
        let each = name.rfind("*.").map_or("", |star| &name[..=star]).to_owned();
        Group { name, each, cells: Cells::new(profile, codebook), options: Vec::new() }
    };
    groups.into_iter().map(group).collect()
}

/// Everything that a column may be, the most probable first.
fn options<'a>(group: &Group<'a>, names: &Names<'a>, ticks: &Ticks<'a>) -> Vec<Scored<'a>> {
    let plain = group.name.replace('*', " ");
    let likenesses = names.likenesses(plain.trim_end_matches(['.', ' ']));
    // A name out of a standard means what it means there.
    let is_standard = likenesses.iter().any(|likeness| likeness.ground == Ground::Standard);
    // Sentences are no codes.
    let is_short = group.cells.profile.mean_chars < 60.0;
    let may_be = |likeness: &Likeness, candidate: &Candidate<'_>| match likeness.ground {
        Ground::Standard => true,
        _ if is_standard => false,
        _ => {
            likeness.score > 0.3
                || matches!(candidate.property.kind, Kind::Code { .. }) && candidate.part.is_none() && is_short
        }
    };
    let mut options: Vec<Scored<'a>> = likenesses
        .into_iter()
        .zip(&names.candidates)
        .filter(|(likeness, candidate)| may_be(likeness, candidate))
        .map(|(likeness, candidate)| scored(group, likeness, candidate))
        .filter(|option| option.score > 0.3)
        .collect();
    for tick in ticks.near(&plain, &group.cells.profile) {
        options.push(Scored {
            schema: tick.schema,
            property: tick.property,
            part: Some(Part::Tick(tick.code)),
            is_common: tick.likeness < 1.0,
            is_bare: false,
            likeness: tick.likeness,
            fit: group.cells.profile.flags,
            score: NAME_SHARE * tick.likeness + (1.0 - NAME_SHARE) * group.cells.profile.flags,
            split: None,
            reasons: [tick.reason, "the cells say yes or are blank".to_owned()],
        });
    }
    options.sort_by(|one, other| other.score.total_cmp(&one.score));
    options.truncate(OPTIONS_MAX);
    options
}

fn scored<'a>(group: &Group<'a>, likeness: Likeness, candidate: &Candidate<'a>) -> Scored<'a> {
    let told = group.cells.profile.told;
    let fit = if told == 0 {
        Fit { score: 0.0, told: "the sample has no cells of it".to_owned(), split: None }
    } else {
        group.cells.fit(candidate.property, candidate.part)
    };
    let is_coded = matches!(candidate.property.kind, Kind::Code { .. }) && likeness.score > 0.8;
    let score = match fit.score {
        _ if told == 0 => likeness.score * 0.7,
        // Few spellings that are no codes are mostly codes of the house, for a person to translate.
        agrees if agrees < 0.25 && is_coded && group.cells.profile.different <= 30 => NAME_SHARE * likeness.score * 0.9,
        agrees if agrees < 0.25 => NAME_SHARE * likeness.score * 0.6,
        agrees => NAME_SHARE * likeness.score + (1.0 - NAME_SHARE) * agrees,
    };
    let what = match (likeness.ground, likeness.score) {
        (Ground::Standard, _) => "the name is that of a standard for",
        (Ground::Label, 0.96..) => "the name is the label of",
        (Ground::Header, 0.96..) => "the name is often used for",
        (_, 0.5..) => "the name resembles",
        _ => "only the cells speak for",
    };
    Scored {
        schema: &candidate.schema.id,
        property: &candidate.property.id,
        part: candidate.part.map(Part::Place),
        is_common: is_common(candidate),
        is_bare: likeness.is_bare,
        likeness: likeness.score,
        fit: fit.score,
        score,
        split: fit.split,
        reasons: [format!("{what} “{}”", candidate.property.label.en), fit.told],
    }
}

/// Places, days and remarks, which most kinds of record have.
fn is_common(candidate: &Candidate<'_>) -> bool {
    match &candidate.property.kind {
        Kind::Code { list, .. } => list == "countries" && candidate.property.id != "citizenships",
        Kind::Date { .. } | Kind::Place { .. } => true,
        _ => ["notes", "external_id"].contains(&candidate.property.id.as_str()),
    }
}
