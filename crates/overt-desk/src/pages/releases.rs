//! Releases: what they tell and cost, who approved them, approving and publishing one. The store holds to it that two different persons
//! approve.

use std::io::{Cursor, Write as _};

use askama::Template;
use overt_model::Secret;
use overt_protect::release::{Ledger, Manifest, Sum};
use overt_store::{HeldRelease, ReleaseId, ReleaseState};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::publishing::{PublishError, Published, fingerprint, publish as publish_as_approved};
use crate::shell::Shell;

/// Most bytes of a release that goes through a browser. It is in memory meanwhile.
const LENGTH_MAX: u64 = 100 << 20;

struct Line {
    id: ReleaseId,
    name: String,
    day: String,
    state: String,
    approvals: String,
}

#[derive(Template)]
#[template(path = "releases.html", whitespace = "minimize")]
struct Releases<'a> {
    shell: Shell<'a>,
    lines: Vec<Line>,
}

/// Every release, the latest first.
pub(crate) async fn list(ask: &Ask) -> Result<Answer, Stopped> {
    let releases = ask.store().releases().await?;
    let lines = releases.iter().rev().map(|release| Line {
        id: release.id,
        name: release.plan.name.clone(),
        day: release.day.to_string(),
        state: state(ask, release.state),
        approvals: ask.with("release-of-two", &release.approvals.len().to_string()),
    });
    let lines = lines.collect();
    Ok(Answer::page(Releases { shell: Shell::new(ask, ask.say("releases")), lines }.render()?))
}

/// What all releases up to this one have told of one unit.
struct Cost {
    unit: String,
    epsilon: String,
    most: String,
    share: String,
}

#[derive(Template)]
#[template(path = "release.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    release: HeldRelease,
    state: String,
    planned: String,
    approvals: Vec<String>,
    of_two: String,
    costs: Vec<Cost>,
    /// The draft, where it is the one that was drawn.
    draft: Option<Draft>,
    /// Whether this person has not approved it before.
    may_approve: bool,
    /// By what others know who has signed it.
    fingerprint: String,
    problem: Option<String>,
}

impl Page<'_> {
    fn is_waiting(&self) -> bool {
        self.release.state == ReleaseState::Drawn
    }

    fn is_approved(&self) -> bool {
        self.release.state == ReleaseState::Approved
    }

    fn is_published(&self) -> bool {
        self.release.state == ReleaseState::Published
    }

    fn may_be_given_up(&self) -> bool {
        !matches!(self.release.state, ReleaseState::Published | ReleaseState::Refused | ReleaseState::GivenUp)
    }
}

struct Draft {
    manifest: String,
    notes: String,
    risk: String,
}

/// One release with everything that somebody has to know before they approve it.
pub(crate) async fn show(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(page(ask, None).await?))
}

async fn page(ask: &Ask, problem: Option<String>) -> Result<String, Stopped> {
    let release = ask.store().release(id(ask)?).await?;
    let names = ask.store().names().await?;
    let approvals = release.approvals.iter().map(|one| format!("{}, {}", names.of(one.account), one.day)).collect();
    let own = ask.session()?.account;
    let page = Page {
        shell: Shell::new(ask, release.plan.name.clone()),
        state: state(ask, release.state),
        planned: format!("{}, {}", ask.with("release-planned", &release.day.to_string()), names.of(release.account)),
        approvals,
        of_two: ask.with("release-of-two", &release.approvals.len().to_string()),
        costs: costs(&release),
        draft: draft(ask, &release)?,
        may_approve: release.approvals.iter().all(|one| one.account != own),
        fingerprint: fingerprint(ask.store()),
        release,
        problem,
    };
    Ok(page.render()?)
}

/// Approves the draft that the page showed.
pub(crate) async fn approve(ask: &Ask) -> Result<Answer, Stopped> {
    let release = ask.store().release(id(ask)?).await?;
    // Whoever shows another digest has looked at something else; and so has everybody if the files were changed since.
    let shown = draft(ask, &release)?.filter(|draft| ask.form.get("manifest") == Some(&draft.manifest));
    let manifest = shown.ok_or(Stopped::Store(overt_store::ReleaseError::Manifest.into()))?.manifest;
    ask.store().approve_release(ask.session()?, release.id, &manifest, ask.today()).await?;
    Ok(Answer::see(format!("/releases/{}?done=approved", release.id)))
}

/// Publishes what was approved, and gives it to the browser: as a folder in one file, as `overt release publish` writes it.
pub(crate) async fn publish(ask: &Ask) -> Result<Answer, Stopped> {
    ask.confirmed()?;
    let place = ask.desk.downloads.place().await.ok_or(Stopped::Busy)?;
    let whose = (ask.store(), ask.session()?);
    match publish_as_approved(whose, id(ask)?, ask.today(), LENGTH_MAX).await {
        Ok(Published { release, .. }) => {
            let Manifest { name, version, .. } = release.manifest();
            let name = format!("{name}-{version}");
            Ok(Answer::file(&format!("{name}.zip"), Secret::new(packed(&name, release.files())), place))
        }
        Err(PublishError::TooLong) => Ok(Answer::refused(page(ask, Some(ask.say("release-long"))).await?)),
        Err(PublishError::Refused(refusal)) => {
            Ok(Answer::refused(page(ask, Some(format!("{} {}", refusal.sentence, refusal.way_out))).await?))
        }
        Err(PublishError::Store(error)) => Err(error.into()),
    }
}

/// The files of a folder of this name in one. The same files give the same bytes.
fn packed(folder: &str, files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let taken = "memory takes a few files with plain names";
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(format!("{folder}/{name}"), SimpleFileOptions::default()).expect(taken);
        archive.write_all(bytes).expect(taken);
    }
    archive.finish().expect(taken).into_inner()
}

/// Says that it will not be published.
pub(crate) async fn give_up(ask: &Ask) -> Result<Answer, Stopped> {
    let id = id(ask)?;
    ask.store().give_up_release(ask.session()?, id, ask.today()).await?;
    Ok(Answer::see(format!("/releases/{id}?done=given-up")))
}

fn id(ask: &Ask) -> Result<ReleaseId, Stopped> {
    ask.place("id").parse().map_err(|_| Stopped::NotThere)
}

fn state(ask: &Ask, state: ReleaseState) -> String {
    ask.say(&format!("release-state-{}", state.code().replace(' ', "-")))
}

/// The texts of a draft, if they and its manifest are those that were drawn.
fn draft(ask: &Ask, release: &HeldRelease) -> Result<Option<Draft>, Stopped> {
    let file = |name: &str| ask.store().release_text(release.id, name);
    let (Some(bytes), Some(notes), Some(risk)) = (file("manifest.json")?, file("notes.md")?, file("risk.json")?) else {
        return Ok(None);
    };
    let Ok(manifest) = Manifest::read(&bytes) else { return Ok(None) };
    let hash = manifest.draft_hash();
    let is_drawn = release.manifest.as_ref() == Some(&hash);
    if !is_drawn || !manifest.lists("notes.md", &notes) || !manifest.lists("risk.json", &risk) {
        return Ok(None);
    }
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(Some(Draft { manifest: hash, notes: text(notes), risk: text(risk) }))
}

fn costs(release: &HeldRelease) -> Vec<Cost> {
    let cost = |sum: &Sum| Cost {
        unit: sum.unit.to_string(),
        epsilon: format!("{:.4} (delta {:.0e})", sum.spent.epsilon, sum.spent.delta),
        most: format!("{} (delta {:.0e})", sum.cap.epsilon(), sum.cap.delta()),
        share: format!("{:.1} %", sum.spent.share * 100.0),
    };
    Ledger::read(release.plan.spent.as_bytes())
        .map(|ledger| ledger.sums().iter().map(cost).collect())
        .unwrap_or_default()
}
