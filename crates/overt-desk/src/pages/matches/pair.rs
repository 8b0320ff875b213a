//! Two records side by side, property by property, and what people decided about them.

use askama::Template;
use overt_link::Explanation;
use overt_model::{Class, EntityId, Record, RecordId};
use overt_publish::charts::{bits, probability};
use overt_publish::records::Words;
use overt_store::{DecisionNote, NOTE_LEN_MAX, Turn, Verdict};

use super::compared::compared;
use super::{pair_of, run_of, tells};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::pages::records::{Line, Opening, classes, line, openings, purpose, purposes};
use crate::shell::Shell;

/// A property of which at least one record says something.
struct Row {
    label: String,
    values: [Option<String>; 2],
    agreement: Agreement,
    is_sealed: bool,
}

/// How the two stand to each other there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Agrees,
    /// Of several values some are the same.
    Partly,
    Differs,
    /// At most one of them tells something.
    OneSided,
}

impl Agreement {
    const fn words(self) -> &'static str {
        match self {
            Self::Agrees => "side-agrees",
            Self::Partly => "side-partly",
            Self::Differs => "side-differs",
            Self::OneSided => "side-alone",
        }
    }
}

/// What one comparison weighed.
struct Weight {
    comparison: String,
    level: String,
    bits: String,
    rarity: String,
}

/// What speaks for and against.
struct Weights {
    rows: Vec<Weight>,
    prior: String,
    sum: String,
    probability: String,
    abstains: Option<String>,
}

/// What somebody decided.
struct Decision {
    day: String,
    by: String,
    verdict: String,
    turn: String,
    note: Option<String>,
    leaf: u64,
}

/// A verdict that can be chosen.
pub(super) struct Choice {
    code: &'static str,
    label: String,
    key: char,
}

#[derive(Template)]
#[template(path = "pair.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    lines: [Line; 2],
    claims: [String; 2],
    kind: String,
    path: String,
    entity: Option<EntityId>,
    rows: Vec<Row>,
    agreeing: u64,
    differing: u64,
    one_sided: u64,
    silent: u64,
    weights: Option<Weights>,
    openings: Vec<Opening>,
    purposes: Vec<(String, String)>,
    decisions: Vec<Decision>,
    standing: Option<String>,
    /// Whether somebody else read the pair first and nobody a second time.
    is_second: bool,
    choices: Vec<Choice>,
    /// How often the pair was decided about.
    seen: usize,
    note_max: usize,
}

/// The pair with nothing opened.
pub(crate) async fn show(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(page(ask, (&[], None), None).await?.render()?))
}

/// The pair with the classes that were asked for.
pub(crate) async fn open(ask: &Ask) -> Result<Answer, Stopped> {
    let (classes, purpose) = (classes(ask, &ask.form)?, purpose(ask, &ask.form)?);
    Ok(Answer::page(page(ask, (&classes, Some(&purpose)), None).await?.render()?))
}

/// The pair with a sentence that says why nothing was decided.
pub(super) async fn refused(ask: &Ask, sentence: String) -> Result<Answer, Stopped> {
    Ok(Answer::refused(page(ask, (&[], None), Some(sentence)).await?.render()?))
}

type Opened<'a> = (&'a [Class], Option<&'a overt_store::log::entry::Code>);

async fn page<'a>(ask: &'a Ask, opened: Opened<'_>, told: Option<String>) -> Result<Page<'a>, Stopped> {
    let (store, session, ids) = (ask.store(), ask.session()?, pair_of(ask)?);
    let shown = store.show_many(session, &ids, opened, ask.today()).await?;
    let mut records: Vec<Record> = shown.into_iter().map(|shown| shown.record).collect();
    records.sort_by_key(|record| record.id);
    let [one, other] = &*records else { return Err(Stopped::NotThere) };
    let sources = store.sources().await?;
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    let claim = |record: &Record| {
        let source = sources.iter().find(|source| source.id == record.claim.source);
        words.claim(&record.claim, source.map(|source| source.name.as_str()))
    };
    let (rows, silent) = side_by_side(ask, &words, [one, other], opened.0)?;
    let count = |wanted| rows.iter().filter(|row: &&Row| row.agreement == wanted).count() as u64;
    let agreeing = count(Agreement::Agrees) + count(Agreement::Partly);
    let differing = count(Agreement::Differs);
    let one_sided = count(Agreement::OneSided);
    let entities = [store.entity_of(ids[0]).await?, store.entity_of(ids[1]).await?];
    let kind = run_of(ask, one).await?.map(|run| run.facts.schema).unwrap_or_default();
    let (readings, decisions) = decisions(ask, ids, opened).await?;
    let held = store.decision_on(ids[0], ids[1]).await?;
    let mut shell = Shell::new(ask, ask.say("pair"));
    if let Some(told) = told {
        shell = shell.telling(told);
    }
    Ok(Page {
        shell,
        lines: [one, other].map(|record| line((ask.codebook(), ask.lang), record)),
        claims: [claim(one), claim(other)],
        path: super::path(ids),
        entity: entities[0].filter(|entity| entities[1] == Some(*entity)),
        rows,
        agreeing,
        differing,
        one_sided,
        silent,
        weights: compared(ask, &kind).and_then(|compared| compared.explanation(ids).map(weights)),
        kind,
        openings: openings(ask, opened.0)?,
        purposes: purposes(ask),
        decisions,
        standing: held.map(|held| {
            let verdict = if held.is_disputed() { "match-disputed" } else { verdict_name(held.verdict()) };
            ask.with("pair-standing", &ask.say(verdict))
        }),
        is_second: held.is_some_and(|held| held.first.reader != session.account && held.second.is_none()),
        choices: [('s', Verdict::Same), ('d', Verdict::Different), ('u', Verdict::Unsure)]
            .map(|(key, verdict)| Choice { code: verdict.code(), label: ask.say(verdict_name(verdict)), key })
            .into(),
        note_max: NOTE_LEN_MAX,
        seen: readings,
    })
}

/// The name of the words for a verdict.
pub(super) const fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Same => "verdict-same",
        Verdict::Different => "verdict-different",
        Verdict::Unsure => "verdict-unsure",
    }
}

const fn turn_name(turn: Turn) -> &'static str {
    match turn {
        Turn::First => "turn-first",
        Turn::Second => "turn-second",
        Turn::Undo => "turn-undo",
    }
}

/// What each says under the properties of both, and of how many properties neither says anything.
fn side_by_side(
    ask: &Ask,
    words: &Words,
    [one, other]: [&Record; 2],
    opened: &[Class],
) -> Result<(Vec<Row>, u64), Stopped> {
    let schema = |record: &Record| ask.codebook().schema(&record.schema).ok_or(Stopped::NotThere);
    let (first, second) = (schema(one)?, schema(other)?);
    let further = second.properties.iter().filter(|property| first.property(&property.id).is_none());
    let (mut rows, mut silent) = (Vec::new(), 0);
    for property in first.properties.iter().chain(further) {
        let fields = [one, other].map(|record| record.fields.get(&property.id));
        if fields == [None, None] {
            silent += u64::from(!property.class.is_sealed() || opened.contains(&property.class));
            continue;
        }
        let agreement = match fields.map(|field| field.filter(|field| tells(field))) {
            [Some(one), Some(other)] if one.state == other.state && one.values == other.values => Agreement::Agrees,
            [Some(one), Some(other)] if one.values.iter().any(|value| other.values.contains(value)) => {
                Agreement::Partly
            }
            [Some(_), Some(_)] => Agreement::Differs,
            _ => Agreement::OneSided,
        };
        rows.push(Row {
            label: property.label.get(ask.lang).to_owned(),
            values: fields.map(|field| field.map(|field| words.field(property, field))),
            agreement,
            is_sealed: property.class.is_sealed(),
        });
    }
    Ok((rows, silent))
}

fn weights(explanation: &Explanation) -> Weights {
    let weight = |evidence: &overt_link::Evidence| Weight {
        comparison: evidence.comparison.replace('_', " "),
        level: evidence.level.clone(),
        bits: bits(evidence.weight_bits),
        rarity: bits(evidence.frequency_bits),
    };
    Weights {
        rows: explanation.evidence.iter().map(weight).collect(),
        prior: bits(explanation.prior_bits),
        sum: bits(explanation.weight_bits),
        probability: probability(explanation.probability),
        abstains: explanation.abstains.clone(),
    }
}

/// Everything that was ever decided, the latest first, and how often that was. Notes are there where narratives were opened.
async fn decisions(
    ask: &Ask,
    [one, other]: [RecordId; 2],
    (classes, purpose): Opened<'_>,
) -> Result<(usize, Vec<Decision>), Stopped> {
    let readings = ask.store().decisions_about(one, other).await?;
    let notes: Vec<DecisionNote> = if classes.contains(&Class::Narrative) {
        ask.store().decision_notes(ask.session()?, (one, other), purpose, ask.today()).await?
    } else {
        Vec::new()
    };
    let names = ask.store().names().await?;
    let decision = |reading: &overt_store::DecisionReading| {
        let note = notes.iter().find(|note| note.leaf == reading.leaf).map(|note| note.text.expose().clone());
        Decision {
            day: reading.day.to_string(),
            by: names.of(reading.reader),
            verdict: ask.say(verdict_name(reading.verdict)),
            turn: ask.say(turn_name(reading.turn)),
            note: note.or_else(|| reading.note.map(|_| ask.say("note-sealed"))),
            leaf: reading.leaf,
        }
    };
    Ok((readings.len(), readings.iter().rev().map(decision).collect()))
}
