//! `overt consent`.

mod give;
mod list;
mod withdraw;

use clap::{Args, Subcommand};
use overt_model::codebook::Schema;
use overt_model::{Class, Codebook, RecordId};
use overt_store::Agreement;

use crate::codebook::Language;
use crate::codes;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::record::Work;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

/// Arguments of `overt consent`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    /// Language of sentences about records; what is not translated is shown in English.
    #[arg(long, global = true, value_enum, default_value_t = Language::En)]
    lang: Language,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
    #[command(flatten)]
    passphrase: PassphraseOptions,
}

#[derive(Subcommand)]
enum Action {
    /// Record what a person agreed to, after it was explained and understood. Answers the identifier of the consent.
    #[command(
        after_help = "Examples:\n  overt consent give record:0123456789abcdef0123456789abcdef --purpose refer --recipient service-provider --source 'Invented shelter'\n  overt consent give record:0123456789abcdef0123456789abcdef --purpose statistics,research --recipient data-hub --class open,quasi --until 2027-12-31 --method oral-witnessed --source 'Invented shelter'"
    )]
    Give(give::Options),
    /// Take a consent back. It has effect at once, also when its source is over.
    #[command(after_help = "Example:\n  overt consent withdraw record:0123456789abcdef0123456789abcdef")]
    Withdraw {
        /// The record of the consent.
        consent: RecordId,
    },
    /// What a person has agreed to and not taken back.
    #[command(after_help = "Example:\n  overt consent list record:0123456789abcdef0123456789abcdef")]
    List {
        /// The record of the person.
        person: RecordId,
    },
    /// Whether a person has agreed that data of a class go to a recipient for a purpose, today. Exits with 1 when not.
    #[command(
        after_help = "Example:\n  overt consent check record:0123456789abcdef0123456789abcdef --purpose refer --recipient police --class direct"
    )]
    Check(list::Question),
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let (codebook, lang, options) = (Codebook::embedded(), arguments.lang.into(), &arguments.store);
    // What cannot be understood is told before a passphrase is asked for.
    let ready = match &arguments.action {
        Action::Give(options) => Ready::Give(options, options.agreement(codebook)?),
        Action::Withdraw { consent } => Ready::Withdraw(*consent),
        Action::List { person } => Ready::List(*person),
        Action::Check(question) => Ready::Check(question.checked(codebook)?),
    };
    let workspace = Workspace::open(options)?;
    let answer = workspace.sign_in(options, &arguments.passphrase).map_err(anyhow::Error::from).and_then(|session| {
        let work = Work { workspace: &workspace, session: &session, options, codebook, lang };
        match ready {
            Ready::Give(options, agreement) => give::give(&work, options, &agreement),
            Ready::Withdraw(consent) => withdraw::withdraw(&work, consent),
            Ready::List(person) => list::list(&work, person),
            Ready::Check(question) => list::check(&work, &question),
        }
    });
    workspace.close_after(answer)
}

enum Ready<'a> {
    Give(&'a give::Options, Agreement),
    Withdraw(RecordId),
    List(RecordId),
    Check(list::Checked),
}

/// To whom: a kind of recipient, or the record of an organisation that the person named.
enum Recipient {
    Kind(String),
    Named(RecordId),
}

fn recipient(codebook: &Codebook, spelling: &str) -> Result<Recipient, Failure> {
    match spelling.parse() {
        Ok(id) => Ok(Recipient::Named(id)),
        Err(_) => Ok(Recipient::Kind(codes::code(codebook, "recipient_kinds", spelling)?.code.to_string())),
    }
}

fn class(codebook: &Codebook, spelling: &str) -> Result<Class, Failure> {
    let code = codes::code(codebook, Class::LIST, spelling)?;
    Ok(Class::from_code(&code.code).expect("the list and the type are compared when the codebook is read"))
}

/// Refuses what is not the record of a person.
fn refuse_other_than_person(work: &Work<'_>, id: RecordId) -> Result<(), Failure> {
    let Work { workspace, session, codebook, .. } = *work;
    let shown = workspace.wait(workspace.store.show(session, id, (&[], None), workspace.today))?;
    if codebook.schema(&shown.record.schema).is_some_and(|schema: &Schema| schema.is_a("Person")) {
        return Ok(());
    }
    let failure = Failure::new(Exit::WrongUse, "not-a-person", "this is not the record of a person");
    Err(failure.with_hint("a consent is a person’s own; `overt record find --schema Victim` lists records of persons"))
}
