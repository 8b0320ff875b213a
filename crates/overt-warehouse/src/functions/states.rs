//! Value states: why there is a value, or none.

use overt_model::{Codebook, Lang, State};

use super::{Function, Returns, Section, Value, all};

pub(super) const IS_ANSWERED: Function = Function {
    name: "state_is_answer",
    arguments: &["state"],
    optional: 0,
    returns: Returns::Truth,
    section: Section::States,
    about: "Whether a state is an answer, yes or no. Only answers may be the whole of which a share is taken.",
    example: "SELECT state_is_answer('asked-no'), state_is_answer('not-asked')",
    answer: "true, false",
    run: |arguments| Ok(read(arguments)?.map(|state| Value::Truth(matches!(state, State::AskedYes | State::AskedNo)))),
};

pub(super) const STATE_LABEL: Function = Function {
    name: "state_label",
    returns: Returns::Text,
    about: "What a state is called in English.",
    example: "SELECT state_label('asked-unknown')",
    answer: "Asked: not known",
    run: |arguments| {
        let label = |state: State| {
            let list = Codebook::embedded().list(State::LIST)?;
            Some(Value::Text(list.get(state.code())?.label.get(Lang::En).to_owned()))
        };
        Ok(read(arguments)?.and_then(label))
    },
    ..IS_ANSWERED
};

pub(super) const VALUE_OR_STATE: Function = Function {
    name: "value_or_state",
    arguments: &["value", "state"],
    optional: 0,
    returns: Returns::Text,
    about: "The value, or the state that says why there is none: so that no row falls out of a table because something is not known.",
    example: "SELECT value_or_state('T4', 'asked-yes'), value_or_state(NULL, 'asked-unknown')",
    answer: "T4, asked-unknown",
    run: |arguments| Ok(arguments[0].or(arguments[1]).map(|text| Value::Text(text.to_owned()))),
    ..IS_ANSWERED
};

fn read(arguments: &[Option<&str>]) -> Result<Option<State>, String> {
    let Some([text]) = all::<1>(arguments) else { return Ok(None) };
    let unknown = || format!("“{text}” is no value state");
    State::from_code(text).map(Some).ok_or_else(unknown)
}
