//! The questions that properties bring along, in the order of the chains.

use overt_model::Codebook;
use overt_model::codebook::{Ask, Code, List, Property, Schema};

use super::own_properties;

/// What is asked about one stage.
pub struct Station<'a> {
    /// The stage; none for what may come up at any.
    pub stage: Option<&'a Code>,
    /// Its questions, in the order of schemas and their properties.
    pub questions: Vec<Question<'a>>,
}

/// One question.
pub struct Question<'a> {
    /// The kind of record that holds the answer.
    pub schema: &'a Schema,
    /// The property that holds it.
    pub property: &'a Property,
    /// The words, and whether to warn first.
    pub ask: &'a Ask,
}

/// Every stage with its questions, and at the end what belongs to no stage.
pub fn interview(codebook: &Codebook) -> Vec<Station<'_>> {
    let stages = codebook.list("stages").map(List::codes).unwrap_or_default();
    let stations = stages.iter().map(Some).chain([None]);
    let of = |stage: Option<&Code>| {
        let code = stage.map(|stage| &stage.code);
        codebook
            .schemas()
            .flat_map(|schema| questions(codebook, schema))
            .filter(|one| one.ask.stage.as_ref() == code)
            .collect()
    };
    stations.map(|stage| Station { stage, questions: of(stage) }).collect()
}

fn questions<'a>(codebook: &'a Codebook, schema: &'a Schema) -> impl Iterator<Item = Question<'a>> {
    let asked = |property: &'a Property| property.ask.as_ref().map(|ask| Question { schema, property, ask });
    own_properties(codebook, schema).filter_map(asked)
}
