//! Releases: what they tell and cost, who approved them, and approving one. The store holds to it that two different persons do.

use askama::Template;
use overt_protect::release::{Ledger, Manifest, Sum};
use overt_store::{HeldRelease, ReleaseId, ReleaseState};

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

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
}

impl Page<'_> {
    fn is_waiting(&self) -> bool {
        self.release.state == ReleaseState::Drawn
    }

    fn is_approved(&self) -> bool {
        self.release.state == ReleaseState::Approved
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
    let release = ask.store().release(id(ask)?).await?;
    let accounts = ask.store().accounts().await?;
    let name = |id| accounts.iter().find(|account| account.id == id).map_or_else(String::new, |one| one.name.clone());
    let approvals = release.approvals.iter().map(|one| format!("{}, {}", name(one.account), one.day)).collect();
    let own = ask.session()?.account;
    let html = Page {
        shell: Shell::new(ask, release.plan.name.clone()),
        state: state(ask, release.state),
        planned: format!("{}, {}", ask.with("release-planned", &release.day.to_string()), name(release.account)),
        approvals,
        of_two: ask.with("release-of-two", &release.approvals.len().to_string()),
        costs: costs(&release),
        draft: draft(ask, &release)?,
        may_approve: release.approvals.iter().all(|one| one.account != own),
        release,
    };
    Ok(Answer::page(html.render()?))
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
