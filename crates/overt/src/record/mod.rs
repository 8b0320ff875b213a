//! `overt record`.

mod add;
mod due;
mod edit;
mod erase;
mod files;
mod filters;
mod find;
mod given;
mod hand_over;
mod history;
mod hold;
mod input;
mod search;
mod show;
mod value;
mod view;

use clap::{Args, Subcommand, ValueEnum};
use overt_model::{Class, Codebook, Lang, RecordId};
use overt_store::log::entry::Code;
use overt_store::{HoldId, Session};

use crate::codebook::Language;
use crate::codes;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(crate) use add::{allegation, answer};
pub(crate) use edit::told;
pub(crate) use filters::{Filters, kept};

/// Arguments of `overt record`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    /// Language of labels and of sentences about records; what is not translated is shown in English.
    #[arg(long, global = true, value_enum, default_value_t = Language::En)]
    lang: Language,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
    #[command(flatten)]
    passphrase: PassphraseOptions,
}

#[derive(Subcommand)]
enum Action {
    /// Add records, from a file, by asking, or from what may stand on a command line. Answers their identifiers.
    #[command(
        after_help = "Examples:\n  overt record add CorruptAct --source 'Invented shelter' --set stage=T4 --set act=A18 --set actor_role=P06 --set happened_on=2017-05~\n  overt record add Victim --source 'Invented shelter' --ask full_name --set registered_on=2026-03\n  overt record add Payment --source 'Invented shelter' --set 'amount=400..500 EUR' --set payer=?\n  overt record add Victim --source 'Invented shelter' --file victims.jsonl\n  overt record add Victim --source 'Invented shelter' --file - < victim.json"
    )]
    Add(add::New),
    /// Show a record: open and quasi properties always, sealed classes where asked for and allowed.
    #[command(
        after_help = "Examples:\n  overt record show record:0123456789abcdef0123456789abcdef\n  overt record show record:0123456789abcdef0123456789abcdef --open direct,narrative --purpose refer\n  overt record show record:0123456789abcdef0123456789abcdef --revision 1 --lang es"
    )]
    Show(show::Which),
    /// Change a record: a new revision, never an overwritten one.
    #[command(
        after_help = "Examples:\n  overt record edit record:0123456789abcdef0123456789abcdef --set rank=? --reason completed\n  overt record edit record:0123456789abcdef0123456789abcdef --ask full_name --seen 1\n  overt record edit record:0123456789abcdef0123456789abcdef --file patch.json\n  overt record edit record:0123456789abcdef0123456789abcdef --standing charged"
    )]
    Edit(edit::Changes),
    /// Every revision of a record: when, by whom, why. And what of it was erased.
    #[command(after_help = "Example:\n  overt record history record:0123456789abcdef0123456789abcdef")]
    History {
        /// Which record.
        id: RecordId,
    },
    /// Find records by what is not sealed, or by a name, telephone or paper number through the blind index.
    #[command(
        after_help = "Examples:\n  overt record find --schema CorruptAct --code act=A18 --country Nepal --from 2015-01-01 --to 2017-12-31\n  overt record find --schema CorruptAct --states rank\n  overt record find --source 'Invented shelter' --count\n  overt record find --name                        (asks for the name)\n  overt record find --phone --search-file number.txt\n  overt record find --due"
    )]
    Find(Box<find::Conditions>),
    /// Erase a record or classes of it, for good, with a proof.
    #[command(
        after_help = "Examples:\n  overt record erase record:0123456789abcdef0123456789abcdef --reason person-asked\n  overt record erase record:0123456789abcdef0123456789abcdef --class narrative,direct --reason retention-expired --yes"
    )]
    Erase(erase::Choice),
    /// Hold records against erasing until a day. Who does answers for it and can lift it.
    #[command(
        after_help = "Until that day nobody erases them or a part of them, whatever is due. Whoever may erase a record may hold it. When a hold is still needed at its end, place another.\n\nExample:\n  overt record hold record:0123456789abcdef0123456789abcdef --ground court-order --until 2027-06-30"
    )]
    Hold(hold::Choice),
    /// What is held against erasing, until when, and who answers for that.
    #[command(
        after_help = "Examples:\n  overt record holds\n  overt record holds record:0123456789abcdef0123456789abcdef   (also those that are over)"
    )]
    Holds(hold::Which),
    /// Lift a hold, so that its record can be erased again.
    #[command(after_help = "Example:\n  overt record lift hold:0123456789abcdef0123456789abcdef")]
    Lift {
        /// Which hold: `overt record holds` lists them.
        id: HoldId,
    },
    /// Hand records to another casework team: its members open them from then on, and nobody else.
    #[command(
        name = "hand-over",
        after_help = "For a case that only some may know, or that somebody has a tie to. What somebody has read cannot be taken back.\n\nExample:\n  overt team new case-12\n  overt team add case-12 chen\n  overt record hand-over record:0123456789abcdef0123456789abcdef --to case-12"
    )]
    HandOver(hand_over::Choice),
    /// Seal a file and attach it to a record. The file itself stays where it was.
    #[command(
        after_help = "Example:\n  overt record attach record:0123456789abcdef0123456789abcdef contract.pdf --type application/pdf"
    )]
    Attach(files::Attachment),
    /// The attachments of a record, for those who may know of them.
    #[command(after_help = "Example:\n  overt record files record:0123456789abcdef0123456789abcdef")]
    Files {
        /// Which record.
        id: RecordId,
        /// What for: a code of the list `consent_purposes`. The log keeps it.
        #[arg(long, value_name = "CODE")]
        purpose: Option<String>,
    },
    /// Open an attachment into a file that is not there yet.
    #[command(
        after_help = "Example:\n  overt record open-file file:0123456789abcdef0123456789abcdef --out contract.pdf --purpose prosecution"
    )]
    OpenFile(files::Opening),
}

/// What an action works with, once somebody is signed in.
pub(crate) struct Work<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) session: &'a Session,
    pub(crate) options: &'a StoreOptions,
    pub(crate) codebook: &'static Codebook,
    pub(crate) lang: Lang,
}

/// A sealed class, or all of them.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Sealed {
    /// Names, numbers and everything else that points at one person.
    Direct,
    /// Free text.
    Narrative,
    /// What harms a person if tied to them.
    Sensitive,
    /// All three.
    All,
}

impl Sealed {
    const fn classes(self) -> &'static [Class] {
        match self {
            Self::Direct => &[Class::Direct],
            Self::Narrative => &[Class::Narrative],
            Self::Sensitive => &[Class::Sensitive],
            Self::All => &[Class::Direct, Class::Narrative, Class::Sensitive],
        }
    }
}

/// The classes that were asked for, each once.
pub(crate) fn classes(wanted: &[Sealed]) -> Vec<Class> {
    let is_wanted = |class: &Class| wanted.iter().any(|sealed| sealed.classes().contains(class));
    Sealed::All.classes().iter().copied().filter(is_wanted).collect()
}

/// What something is opened for, as the log keeps it.
pub(crate) fn purpose(codebook: &Codebook, spelling: Option<&str>) -> Result<Option<Code>, Failure> {
    let code = |spelling| {
        let code = codes::code(codebook, "consent_purposes", spelling)?;
        code.code.parse().map_err(|_| Failure::new(Exit::WrongUse, "unknown-code", "the log cannot keep this purpose"))
    };
    spelling.map(code).transpose()
}

/// Refuses what stands where nothing can stand, without repeating it.
pub(crate) fn refuse_extra(extra: &[String]) -> Result<(), Failure> {
    if extra.is_empty() {
        return Ok(());
    }
    let message = "what a record says does not stand on the command line by itself";
    Err(Failure::new(Exit::WrongUse, "wrong-use", message).with_hint(
        "`--set PROPERTY=VALUE` takes what is open; names and everything else that is sealed come through `--ask PROPERTY`, \
         `--file FILE`, or, when searching, `--search-file FILE` or the terminal",
    ))
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let (codebook, lang) = (Codebook::embedded(), arguments.lang.into());
    // What cannot be understood is told before a passphrase is asked for.
    let ready = match &arguments.action {
        Action::Add(new) => Ready::Add(new.read(codebook, lang)?),
        Action::Show(which) => Ready::Show(which, purpose(codebook, which.purpose.as_deref())?),
        Action::Edit(changes) => Ready::Edit(changes, changes.read(codebook)?),
        Action::History { id } => Ready::History(*id),
        Action::Find(conditions) => Ready::Find(conditions, conditions.checked(codebook)?),
        Action::Erase(choice) => Ready::Erase(choice),
        Action::Hold(choice) => Ready::Hold(choice),
        Action::Holds(which) => Ready::Holds(which),
        Action::Lift { id } => Ready::Lift(*id),
        Action::HandOver(choice) => Ready::HandOver(choice),
        Action::Attach(attachment) => Ready::Attach(attachment),
        Action::Files { id, purpose: spelling } => Ready::Files(*id, purpose(codebook, spelling.as_deref())?),
        Action::OpenFile(opening) => Ready::OpenFile(opening, purpose(codebook, opening.purpose.as_deref())?),
    };
    let options = &arguments.store;
    let workspace = Workspace::open(options)?;
    let answer = signed_in(&workspace, arguments, |session| {
        ready.act(&Work { workspace: &workspace, session, options, codebook, lang })
    });
    workspace.close_after(answer)
}

fn signed_in(
    workspace: &Workspace,
    arguments: &Arguments,
    act: impl FnOnce(&Session) -> anyhow::Result<Output>,
) -> anyhow::Result<Output> {
    let session = workspace.sign_in(&arguments.store, &arguments.passphrase)?;
    act(&session)
}

/// An action whose words were understood.
enum Ready<'a> {
    Add(add::Given<'a>),
    Show(&'a show::Which, Option<Code>),
    Edit(&'a edit::Changes, edit::Patch),
    History(RecordId),
    Find(&'a find::Conditions, find::Wanted),
    Erase(&'a erase::Choice),
    Hold(&'a hold::Choice),
    Holds(&'a hold::Which),
    Lift(HoldId),
    HandOver(&'a hand_over::Choice),
    Attach(&'a files::Attachment),
    Files(RecordId, Option<Code>),
    OpenFile(&'a files::Opening, Option<Code>),
}

impl Ready<'_> {
    fn act(self, work: &Work<'_>) -> anyhow::Result<Output> {
        match self {
            Self::Add(given) => add::add(work, given),
            Self::Show(which, purpose) => show::show(work, which, purpose.as_ref()),
            Self::Edit(changes, patch) => edit::edit(work, changes, patch),
            Self::History(id) => history::history(work, id),
            Self::Find(conditions, wanted) => find::find(work, conditions, wanted),
            Self::Erase(choice) => erase::erase(work, choice),
            Self::Hold(choice) => hold::hold(work, choice),
            Self::Holds(which) => hold::list(work, which),
            Self::Lift(id) => hold::lift(work, id),
            Self::HandOver(choice) => hand_over::hand_over(work, choice),
            Self::Attach(attachment) => files::attach(work, attachment),
            Self::Files(id, purpose) => files::list(work, id, purpose.as_ref()),
            Self::OpenFile(opening, purpose) => files::open(work, opening, purpose.as_ref()),
        }
    }
}
