//! Where in the three chains an act belongs: the picture on which it is entered.

use askama::Template;
use overt_model::RecordId;
use overt_store::Query;

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

/// One of the chains: trafficking, justice, protection.
struct Chain {
    label: String,
    stages: Vec<Stage>,
}

struct Stage {
    code: String,
    label: String,
    definition: String,
    /// Acts that are recorded there.
    acts: u64,
    /// Where one is entered.
    add: String,
}

#[derive(Template)]
#[template(path = "chains.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    chains: Vec<Chain>,
}

pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    let (codebook, lang) = (ask.codebook(), ask.lang);
    let stages = codebook.list("stages").ok_or(Stopped::NotThere)?;
    let case = ask.query.get("cases").and_then(|id| id.parse::<RecordId>().ok());
    let of_case = case.map(|id| format!("&cases={id}")).unwrap_or_default();
    let mut chains: Vec<Chain> = Vec::new();
    for code in stages.codes() {
        let chain = stages.own(code, "chain").unwrap_or_default();
        let label = codebook.list("chains").and_then(|list| list.get(chain)).map_or(chain, |code| code.label.get(lang));
        let query = Query {
            schema: Some("CorruptAct".to_owned()),
            codes: vec![("stage".to_owned(), code.code.to_string())],
            ..Query::default()
        };
        let stage = Stage {
            code: code.code.to_string(),
            label: code.label.get(lang).to_owned(),
            definition: code.definition.clone(),
            acts: ask.store().count(&query).await?,
            add: format!("/new/CorruptAct?stage={}{of_case}", code.code),
        };
        match chains.last_mut().filter(|chain| chain.label == label) {
            Some(chain) => chain.stages.push(stage),
            None => chains.push(Chain { label: label.to_owned(), stages: vec![stage] }),
        }
    }
    Ok(Answer::page(Page { shell: Shell::new(ask, ask.say("chains")), chains }.render()?))
}
