//! Which kinds of record a file holds, and what each column is for.

use overt_model::codebook::{Codebook, Kind};

use super::fit::{Cells, Fit};
use super::names::{Candidate, Ground, Likeness, Names};
use super::profile::{Profile, as_share};
use super::ticks;
use super::words::meanings;
use super::{ColumnGuess, Confidence, Part, Proposal, Target};
use crate::mapping::Order;

/// How much of a score the name makes; the cells make the rest.
const NAME_SHARE: f32 = 0.62;
/// What a column must speak for before it counts.
const SCORE_MIN: f32 = 0.42;
/// What a further kind of record has to explain better than those that are there.
const RECORD_COST: f32 = 0.25;
/// From where on a score, and the part of the name in it, is more than a direction.
const MEDIUM_FROM: f32 = 0.58;
const NAME_MIN: f32 = 0.6;
/// How far behind everything else must be for high confidence.
const LEAD_MIN: f32 = 0.1;
/// Cells that must have been seen for high confidence.
const CELLS_MIN: usize = 3;

/// Columns of a further record that must speak for it before a name of one word is trusted in it.
const OF_RECORD_MIN: usize = 3;
/// A table of figures holds nothing else.
const ALONE: &str = "CountryObservation";

/// One column, or several with the same name but for a number.
struct Group<'a> {
    name: String,
    /// What repeats; blank for a column that is there once.
    each: String,
    cells: Cells<'a>,
    options: Vec<Scored<'a>>,
}

/// What a column may be, with how far name and cells speak for it.
#[derive(Debug, Clone)]
struct Scored<'a> {
    schema: &'a str,
    property: &'a str,
    part: Option<Part>,
    /// Whether many kinds of record have such a property, so that it shows none of them.
    is_common: bool,
    /// Whether the name is one word beside those that say of whom it speaks.
    is_bare: bool,
    likeness: f32,
    fit: f32,
    score: f32,
    split: Option<&'static str>,
    reasons: [String; 2],
}

impl Scored<'_> {
    fn target(&self) -> Target {
        Target { schema: self.schema.to_owned(), property: self.property.to_owned(), part: self.part.clone() }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.schema == other.schema && self.property == other.property && self.part == other.part
    }
}

pub(super) fn proposal(columns: &[String], rows: &[Vec<String>], codebook: &Codebook) -> Proposal {
    let names = Names::of(codebook);
    let mut groups = groups(columns, rows, codebook);
    for group in &mut groups {
        group.options = options(group, &names, codebook);
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
    find_currencies(&groups, &mut columns);
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
fn options<'a>(group: &Group<'a>, names: &Names<'a>, codebook: &'a Codebook) -> Vec<Scored<'a>> {
    let plain = group.name.replace('*', " ");
    let likenesses = names.likenesses(plain.trim_end_matches(['.', ' ']));
    // A name out of a standard means what it means there.
    let is_standard = likenesses.iter().any(|likeness| likeness.ground == Ground::Standard);
    let may_be = |likeness: &Likeness, candidate: &Candidate<'_>| match likeness.ground {
        Ground::Standard => true,
        _ if is_standard => false,
        _ => likeness.score > 0.3 || matches!(candidate.property.kind, Kind::Code { .. }) && candidate.part.is_none(),
    };
    let mut options: Vec<Scored<'a>> = likenesses
        .into_iter()
        .zip(&names.candidates)
        .filter(|(likeness, candidate)| may_be(likeness, candidate))
        .map(|(likeness, candidate)| scored(group, likeness, candidate))
        .filter(|option| option.score > 0.3)
        .collect();
    for tick in ticks::of(&plain, &group.cells.profile, codebook) {
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

/// The kinds of record that together explain the columns best, each paid for by what it explains better than those before.
fn schemas<'a>(groups: &[Group<'a>], members: &[usize]) -> Vec<&'a str> {
    let mut chosen: Vec<&'a str> = Vec::new();
    loop {
        let mut known: Vec<&'a str> =
            members.iter().flat_map(|&m| groups[m].options.iter().map(|o| o.schema)).collect();
        known.sort_unstable();
        known.dedup();
        let gain = |schema: &str| -> f32 {
            let of_column = |&member: &usize| {
                let so_far = chosen.iter().map(|schema| best(&groups[member], schema)).fold(SCORE_MIN, f32::max);
                let own = groups[member].options.iter().find(|option| option.schema == schema);
                let gain = (best(&groups[member], schema) - so_far).max(0.0);
                (gain, gain > 0.0 && own.is_some_and(|option| !option.is_common))
            };
            let gains: Vec<(f32, bool)> = members.iter().map(of_column).collect();
            if !chosen.is_empty() && schema == ALONE {
                return 0.0;
            }
            // A town and a day show no record of their own beside the first.
            let shows_itself = chosen.is_empty() || gains.iter().any(|(_, shows)| *shows);
            if shows_itself { gains.iter().map(|(gain, _)| gain).sum() } else { 0.0 }
        };
        let found = known
            .iter()
            .map(|schema| (gain(schema), *schema))
            .max_by(|one, other| one.0.total_cmp(&other.0).then_with(|| preferred(one.1).cmp(&preferred(other.1))));
        match found {
            Some((gain, schema)) if gain > if chosen.is_empty() { 0.0 } else { RECORD_COST } => chosen.push(schema),
            _ => break,
        }
    }
    // What came in early may explain nothing any more that a later one does not.
    let worth = |chosen: &[&str]| -> f32 {
        let of_column = |&m: &usize| chosen.iter().map(|schema| best(&groups[m], schema)).fold(SCORE_MIN, f32::max);
        members.iter().map(of_column).sum()
    };
    for place in (1..chosen.len()).rev() {
        let mut without = chosen.clone();
        without.remove(place);
        if worth(&chosen) - worth(&without) < RECORD_COST {
            chosen = without;
        }
    }
    chosen
}

/// Of kinds that explain a file equally well, what files of the field are mostly about. Nobody is a victim who is only a person in it.
fn preferred(schema: &str) -> usize {
    ["Actor", "Payment", "Event", "CorruptAct", "Report", "Victim", "Person"]
        .iter()
        .position(|known| *known == schema)
        .map_or(0, |p| p + 1)
}

fn best(group: &Group<'_>, schema: &str) -> f32 {
    group.options.iter().find(|option| option.schema == schema).map_or(0.0, |option| option.score)
}

/// Gives each column the best that is not taken by one that fits it better.
fn assign<'a>(
    groups: &[Group<'a>],
    members: &[usize],
    schemas: &[&str],
    codebook: &Codebook,
    guesses: &mut [Option<ColumnGuess>],
) {
    let total = |schema: &str| members.iter().map(|&member| best(&groups[member], schema)).sum::<f32>();
    // On equal terms a column goes to the kind of record that comes first.
    let rank = |option: &Scored<'a>| {
        let place = schemas.iter().position(|schema| *schema == option.schema)?;
        Some(option.score - 0.004 * as_share(place))
    };
    let mut claims: Vec<(f32, usize, &Scored<'a>)> = Vec::new();
    for &member in members {
        let open = groups[member].options.iter().filter(|option| option.score >= SCORE_MIN);
        claims.extend(open.filter_map(|option| Some((rank(option)?, member, option))));
    }
    claims.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut taken: Vec<&Scored<'a>> = Vec::new();
    let mut won: Vec<(usize, &Scored<'a>)> = Vec::new();
    for (_, member, option) in claims {
        let is_tick = matches!(option.part, Some(Part::Tick(_)));
        let collides = |other: &&Scored<'a>| {
            let other_is_tick = matches!(other.part, Some(Part::Tick(_)));
            let same = other.schema == option.schema && other.property == option.property;
            same && (is_tick != other_is_tick || (!is_tick && other.part == option.part))
        };
        if won.iter().any(|(winner, _)| *winner == member) || taken.iter().any(collides) {
            continue;
        }
        taken.push(option);
        won.push((member, option));
    }
    let first = schemas.first().map_or(1.0, |schema| total(schema)).max(0.01);
    for &member in members {
        let chosen = won.iter().find(|(winner, _)| *winner == member).map(|(_, option)| *option);
        let related = |schema: &str| {
            chosen.is_some_and(|chosen| {
                let is_a = |one: &str, other: &str| codebook.schema(one).is_some_and(|schema| schema.is_a(other));
                is_a(chosen.schema, schema) || is_a(schema, chosen.schema)
            })
        };
        // What speaks for another kind of record counts as far as that kind explains the file.
        let weighed = |option: &Scored<'a>| match schemas.contains(&option.schema) {
            true => option.score,
            false => option.score * (total(option.schema) / first).min(1.0),
        };
        let others = groups[member].options.iter().filter(|option| chosen.is_none_or(|chosen| !chosen.is_same(option)));
        let mut others: Vec<(f32, &Scored<'a>)> = others.map(|option| (weighed(option), option)).collect();
        others.sort_by(|one, other| other.0.total_cmp(&one.0));
        let is_rival = |(_, option): &&(f32, &Scored<'a>)| {
            let same_property = chosen.is_some_and(|chosen| chosen.property == option.property);
            !(same_property && related(option.schema) && !schemas.contains(&option.schema))
        };
        let lead =
            chosen.map_or(0.0, |chosen| chosen.score - others.iter().find(is_rival).map_or(0.0, |rival| rival.0));
        // "City" and "date" may be of any of several records, and "status" and "amount" of one that hardly shows itself.
        let may_be_of_any = chosen.is_some_and(|option| {
            let of_it = won.iter().filter(|(_, other)| other.schema == option.schema).count();
            let is_further = schemas.first() != Some(&option.schema);
            option.is_bare && schemas.len() > 1 && (option.is_common || is_further && of_it < OF_RECORD_MIN)
        });
        let lead = if may_be_of_any { 0.0 } else { lead };
        guesses[member] = Some(column_guess(&groups[member], chosen, lead, &others));
    }
}

fn column_guess(
    group: &Group<'_>,
    chosen: Option<&Scored<'_>>,
    lead: f32,
    others: &[(f32, &Scored<'_>)],
) -> ColumnGuess {
    let cells = &group.cells.profile;
    let confidence = match chosen {
        Some(option) if option.likeness >= 0.85 && option.fit >= 0.8 && lead >= LEAD_MIN && cells.told >= CELLS_MIN => {
            Confidence::High
        }
        Some(option) if option.score >= MEDIUM_FROM && option.likeness >= NAME_MIN => Confidence::Medium,
        _ => Confidence::Low,
    };
    let is_date = cells.dates > 0.5;
    ColumnGuess {
        column: group.name.clone(),
        each: group.each.clone(),
        target: chosen.map(Scored::target),
        is_key: false,
        confidence,
        score: chosen.map_or(0.0, |option| option.score),
        reasons: chosen.map_or_else(Vec::new, |option| option.reasons.to_vec()),
        alternatives: others
            .iter()
            .take(3)
            .filter(|(score, _)| *score > 0.4)
            .map(|(score, o)| (o.target(), *score))
            .collect(),
        split: chosen.and_then(|option| option.split),
        dates: match (is_date, cells.day_first, cells.month_first) {
            (true, true, false) => Some(Order::DayFirst),
            (true, false, true) => Some(Order::MonthFirst),
            _ => None,
        },
        decimal_comma: cells.decimal_comma,
    }
}

/// A name beside a family name is the first name, and beside a first name the family name.
fn part_names(guesses: &mut [ColumnGuess]) {
    let find = |guesses: &[ColumnGuess], property: &str| {
        guesses.iter().position(|guess| guess.target.as_ref().is_some_and(|target| target.property == property))
    };
    let [full, first, family] = ["full_name", "first_name", "family_name"].map(|property| find(guesses, property));
    let (beside, property) = match (first, family) {
        (Some(first), None) => (first, "family_name"),
        (None, Some(family)) => (family, "first_name"),
        _ => return,
    };
    let Some(full) = full.filter(|&full| guesses[full].each == guesses[beside].each) else { return };
    let guess = &mut guesses[full];
    if let Some(target) = &mut guess.target {
        property.clone_into(&mut target.property);
    }
    guess.confidence = guess.confidence.min(Confidence::Medium);
    guess.reasons.push("the other part of the name stands in a column of its own".to_owned());
}

/// A column of currencies belongs to the nearest column of sums before it, or else behind it.
fn find_currencies(groups: &[Group<'_>], guesses: &mut [ColumnGuess]) {
    let is_money = |guess: &ColumnGuess| {
        let target = guess.target.as_ref()?;
        let is_sum = ["amount", "paid", "fee", "fine", "confiscated", "seized", "compensation"];
        let is_sum = is_sum.iter().any(|word| target.property.contains(word)) && !target.property.ends_with("_on");
        (is_sum && target.part.is_none()).then(|| target.clone())
    };
    for place in 0..guesses.len() {
        let is_named = meanings(&groups[place].name).iter().any(|word| word == "currency");
        let share = groups[place].cells.codes_in("currencies");
        if !is_named || share < 0.5 {
            continue;
        }
        let mut near: Vec<usize> = (0..guesses.len()).filter(|other| *other != place).collect();
        near.sort_by_key(|other| (other.abs_diff(place), *other > place));
        if let Some(money) = near.iter().find_map(|other| is_money(&guesses[*other])) {
            let guess = &mut guesses[place];
            guess.target = Some(Target { part: Some(Part::Currency), ..money });
            guess.score = NAME_SHARE + (1.0 - NAME_SHARE) * share;
            guess.confidence = if share >= 0.8 { Confidence::High } else { Confidence::Medium };
            guess.reasons = vec!["the name speaks of a currency".to_owned(), "the cells are currencies".to_owned()];
            guess.split = None;
        }
    }
}

/// The first column that tells every row from the others and is named for it.
fn key_column(groups: &[Group<'_>]) -> Option<usize> {
    /// Numbers that are of papers, telephones and accounts, and not of the row.
    const OF_SOMETHING: &[&str] =
        &["account", "badge", "document", "identity", "mobile", "national", "phone", "postal", "tax"];
    (0..groups.len()).find(|&place| {
        let cells = &groups[place].cells.profile;
        let words = meanings(&groups[place].name);
        let says_number = words.iter().any(|word| matches!(word.as_str(), "number" | "reference" | "uuid" | "case"));
        let is_named = says_number && !words.iter().any(|word| OF_SOMETHING.contains(&word.as_str()));
        let is_one_word = cells.several_words < 0.2 && cells.dates < 0.2 && cells.phones < 0.5;
        let tells_rows_apart = cells.unlike() > 0.97 && cells.filled() > 0.97 && cells.told >= CELLS_MIN;
        groups[place].each.is_empty() && is_named && is_one_word && tells_rows_apart
    })
}

fn make_key(guess: &mut ColumnGuess, main: &str) {
    guess.is_key = true;
    guess.reasons.insert(0, "every row has another value, and the name is that of a number".to_owned());
    let keeps = guess.target.as_ref().is_some_and(|target| {
        target.schema == main
            && ["number", "reference", "external_id"].iter().any(|word| target.property.contains(word))
    });
    if !keeps {
        guess.target = Some(Target { schema: main.to_owned(), property: "external_id".to_owned(), part: None });
        guess.score = 0.9;
        guess.confidence = Confidence::High;
        guess.split = None;
    }
}
