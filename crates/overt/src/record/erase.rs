//! `overt record erase`: keys are destroyed, and what they sealed is noise without them.

use std::fmt::Write as _;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use overt_model::codebook::Schema;
use overt_model::{Class, RecordId};
use overt_store::vault::ErasureReason;
use overt_store::{Engine, Erased, ErasedClass, Shown};
use serde_json::json;

use super::history::erased_json;
use super::{Sealed, Work, classes};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::{ask, codes};

/// What must be known before.
const AFTER: &str = "This cannot be undone. A backup that was made before still has it: delete it when its time is over. When \
                     it is restored here, the erasure is repeated.";

#[derive(Args)]
pub(super) struct Choice {
    /// Which record.
    id: RecordId,
    /// Only these sealed classes; all of the record when left out.
    #[arg(long, value_name = "CLASS", value_enum, value_delimiter = ',')]
    class: Vec<Sealed>,
    /// Why.
    #[arg(long, value_name = "CODE", value_parser = reason())]
    reason: ErasureReason,
    /// Do not ask.
    #[arg(long)]
    yes: bool,
}

fn reason() -> impl TypedValueParser<Value = ErasureReason> {
    PossibleValuesParser::new(ErasureReason::ALL.map(ErasureReason::code))
        .map(|code| ErasureReason::from_code(&code).expect("only codes of reasons are possible"))
}

pub(super) fn erase(work: &Work<'_>, choice: &Choice) -> anyhow::Result<Output> {
    let Work { workspace, session, options, codebook, .. } = *work;
    let store = &workspace.store;
    let chosen = (!choice.class.is_empty()).then(|| classes(&choice.class));
    let (shown, revisions) = workspace.wait(async {
        let shown = store.show(session, choice.id, (&[], None), workspace.today).await?;
        Ok((shown, store.history(choice.id).await?.len()))
    })?;
    if !choice.yes {
        let schema = codes::schema(codebook, &shown.record.schema)?;
        let notice = notice(work, &shown, schema, (chosen.as_deref(), revisions));
        if !ask::confirm(&format!("{notice}\nErase this?"))? {
            return Err(Failure::new(Exit::WrongUse, "not-confirmed", "nothing was erased").into());
        }
    }
    let how = (choice.id, chosen.as_deref());
    let erased = workspace.wait(store.erase(session, how, choice.reason, workspace.today))?;
    if options.json {
        let classes: Vec<_> = erased.classes.iter().map(erased_json).collect();
        return Output::json(&json!({ "record": choice.id, "whole": erased.whole, "erased": classes }));
    }
    Ok(Output::text(certificate(work, choice, &erased)))
}

/// What will be gone, and what stays.
fn notice(work: &Work<'_>, shown: &Shown, schema: &Schema, (classes, revisions): (Option<&[Class]>, usize)) -> String {
    let Work { lang, .. } = *work;
    let mut text = format!("{}  {}\n", shown.record.id, schema.label.get(lang));
    let Some(classes) = classes else {
        let _ = write!(
            text,
            "All of the record will be gone, in all {revisions} revision(s): everything it says, sealed or not, every attached \
             file, and what finds it.\nNumbers, days and hashes of its revisions stay, and proofs of the erasure.\n{AFTER}"
        );
        return text;
    };
    for class in classes {
        let properties = schema.properties.iter().filter(|property| property.class == *class);
        let labels: Vec<_> = properties.map(|property| property.label.get(lang)).collect();
        let _ = writeln!(text, "{}: {}", class.code(), labels.join(", "));
        if *class == Class::Direct {
            text.push_str(
                "  with every attached file, every place finer than its country or district, and what finds names\n",
            );
        }
    }
    text.push_str("will be gone, in every revision.\n");
    text.push_str(AFTER);
    text
}

/// The certificate, which may be given to the person concerned.
fn certificate(work: &Work<'_>, choice: &Choice, erased: &Erased) -> String {
    let Work { codebook, lang, workspace, .. } = *work;
    let mut text = String::from("CERTIFICATE OF ERASURE\n\n");
    let _ = writeln!(text, "Organisation  {}", workspace.store.tenant());
    let _ = writeln!(text, "Record        {}", choice.id);
    let _ = writeln!(text, "What          {}", if erased.whole { "all of it" } else { "the classes below" });
    let _ = writeln!(text, "Why           {}", choice.reason.code());
    let _ = writeln!(text, "On            {}", workspace.today);
    for ErasedClass { class, proof, leaf, .. } in &erased.classes {
        let label = codebook.list(Class::LIST).and_then(|list| list.get(class.code()));
        let label = label.map_or(class.code(), |code| code.label.get(lang));
        match proof {
            Some(proof) => {
                let _ =
                    writeln!(text, "\n{label} ({}), leaf {leaf} of the log\nProof {}", class.code(), proof.to_text());
            }
            None => {
                let _ = writeln!(text, "\nEverything that was not sealed, leaf {leaf} of the log");
            }
        }
    }
    text.push_str(match workspace.store.engine() {
        Engine::Sqlite => {
            "\nThe keys of what was sealed were destroyed in this store, and what was not sealed was overwritten.\n"
        }
        Engine::Postgres => {
            "\nThe keys of what was sealed, and what was not sealed, were deleted from the tables of this store. The files of the\n\
             PostgreSQL server and its write-ahead log keep them until they are used for something else.\n"
        }
    });
    if erased.whole && crate::snapshot::is_there(work.options) {
        text.push_str("The snapshot still has what was not sealed: `overt snapshot` takes it out.\n");
    }
    text.push_str(
        "A backup that was made before still has both. When it is restored here, the erasure is repeated. The log holds the \
         proofs.\nThey cannot say that nobody had copied anything before.\n",
    );
    text
}
