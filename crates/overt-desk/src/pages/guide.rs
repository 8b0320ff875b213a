//! The interview guide: what can be asked at each stage, to be read, printed and filled in by hand.

use askama::Template;
use overt_model::codebook::{Kind, Property};
use overt_model::{RecordId, State};
use overt_publish::codebook::{Question, Station, interview};
use overt_publish::records::Words;

use super::records::of_case;
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

/// The rules of the World Health Organization, in the order in which it gives them.
const RULES: [&str; 10] = [
    "rule-harm",
    "rule-risk",
    "rule-referral",
    "rule-interpreter",
    "rule-anonymity",
    "rule-consent",
    "rule-listen",
    "rule-again",
    "rule-emergency",
    "rule-use",
];

/// What is asked about one stage.
struct Stage {
    /// Its code; empty for what may come up at any.
    code: String,
    label: String,
    /// Where an act of this stage is entered; none for what belongs to no stage.
    act: Option<String>,
    groups: Vec<Group>,
}

/// The questions that one form records.
struct Group {
    label: String,
    /// The form.
    form: String,
    questions: Vec<Asked>,
}

struct Asked {
    words: String,
    help: String,
    is_cautious: bool,
    /// What can be ticked by hand instead of an answer.
    states: Vec<String>,
}

#[derive(Template)]
#[template(path = "guide.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    rules: [&'static str; 10],
    case: Option<RecordId>,
    stages: Vec<Stage>,
    count: u64,
}

/// The guide, for a case if the address names one.
pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    let case = of_case(ask).await?;
    let stations = interview(ask.codebook());
    let count = stations.iter().map(|station| station.questions.len() as u64).sum();
    let stages = stations.iter().map(|station| stage(ask, case, station)).collect();
    let shell = Shell::new(ask, ask.say("guide"));
    Ok(Answer::page(Page { shell, rules: RULES, case, stages, count }.render()?))
}

fn stage(ask: &Ask, case: Option<RecordId>, station: &Station<'_>) -> Stage {
    let mut groups: Vec<Group> = Vec::new();
    for question in &station.questions {
        let label = question.schema.label.get(ask.lang);
        let asked = asked(ask, question);
        match groups.last_mut().filter(|group| group.label == label) {
            Some(group) => group.questions.push(asked),
            None => groups.push(Group { label: label.to_owned(), form: form(question, case), questions: vec![asked] }),
        }
    }
    let code = station.stage.map(|stage| stage.code.to_string()).unwrap_or_default();
    let of_case = case.map(|id| format!("&cases={id}")).unwrap_or_default();
    Stage {
        label: station.stage.map_or_else(|| ask.say("guide-any"), |stage| stage.label.get(ask.lang).to_owned()),
        act: station.stage.map(|stage| format!("/new/CorruptAct?stage={}{of_case}", stage.code)),
        code,
        groups,
    }
}

/// The form that records the answer; it begins with the case where its kind of record names one.
fn form(question: &Question<'_>, case: Option<RecordId>) -> String {
    let schema = question.schema;
    let case = case.filter(|_| schema.property("cases").is_some());
    format!("/new/{}{}", schema.id, case.map(|id| format!("?cases={id}")).unwrap_or_default())
}

fn asked(ask: &Ask, question: &Question<'_>) -> Asked {
    Asked {
        words: question.ask.question.get(ask.lang).to_owned(),
        help: question.property.help.get(ask.lang).to_owned(),
        is_cautious: question.ask.caution,
        states: states(ask, question.property),
    }
}

/// Whatever an answer can be other than a value. That nobody asked needs no mark: nothing is ticked then.
fn states(ask: &Ask, property: &Property) -> Vec<String> {
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    let is_flag = matches!(property.kind, Kind::Flag);
    let by_hand = [State::AskedYes, State::AskedNo, State::AskedUnknown, State::Withheld];
    let known = by_hand.into_iter().filter(|state| property.states.contains(*state));
    let known = known.filter(|state| is_flag || *state != State::AskedYes);
    known.map(|state| words.label("value_states", state.code())).collect()
}
