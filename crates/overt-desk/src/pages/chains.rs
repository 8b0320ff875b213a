//! Where in the three chains an act belongs: the picture on which it is entered.

use std::collections::BTreeMap;

use askama::Template;
use overt_model::RecordId;
use overt_model::codebook::List;
use overt_store::Query;

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

/// One of the chains: trafficking, justice, protection.
pub(crate) struct Chain {
    pub(crate) label: String,
    pub(crate) stages: Vec<Stage>,
}

/// A stage of a chain.
pub(crate) struct Stage {
    pub(crate) code: String,
    pub(crate) label: String,
    pub(crate) definition: String,
    /// Acts that are recorded there.
    pub(crate) acts: u64,
    /// Where one is entered.
    pub(crate) add: String,
}

#[derive(Template)]
#[template(path = "chains.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    chains: Vec<Chain>,
}

pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    let case = ask.query.get("cases").and_then(|id| id.parse::<RecordId>().ok());
    let mut acts = BTreeMap::new();
    for code in ask.codebook().list("stages").into_iter().flat_map(List::codes) {
        let query = Query {
            schema: Some("CorruptAct".to_owned()),
            codes: vec![("stage".to_owned(), code.code.to_string())],
            references: case.map(|id| ("cases".to_owned(), id)).into_iter().collect(),
            ..Query::default()
        };
        acts.insert(code.code.as_str(), ask.store().count(&query).await?);
    }
    let of_case = case.map(|id| format!("&cases={id}")).unwrap_or_default();
    let chains = chains(ask, &of_case, |stage| acts.get(stage).copied().unwrap_or_default())?;
    Ok(Answer::page(Page { shell: Shell::new(ask, ask.say("chains")), chains }.render()?))
}

/// The three chains, with how many acts there are at each stage. What `of_case` says goes with whatever is entered there.
pub(crate) fn chains(ask: &Ask, of_case: &str, acts: impl Fn(&str) -> u64) -> Result<Vec<Chain>, Stopped> {
    let (codebook, lang) = (ask.codebook(), ask.lang);
    let stages = codebook.list("stages").ok_or(Stopped::NotThere)?;
    let mut chains: Vec<Chain> = Vec::new();
    for code in stages.codes() {
        let chain = stages.own(code, "chain").unwrap_or_default();
        let label = codebook.list("chains").and_then(|list| list.get(chain)).map_or(chain, |code| code.label.get(lang));
        let stage = Stage {
            code: code.code.to_string(),
            label: code.label.get(lang).to_owned(),
            definition: code.definition.clone(),
            acts: acts(&code.code),
            add: format!("/new/CorruptAct?stage={}{of_case}", code.code),
        };
        match chains.last_mut().filter(|chain| chain.label == label) {
            Some(chain) => chain.stages.push(stage),
            None => chains.push(Chain { label: label.to_owned(), stages: vec![stage] }),
        }
    }
    Ok(chains)
}
