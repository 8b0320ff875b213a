//! Teams: who is in them, and what only their members can do: let others in, take them out, move what earlier keys hold, and entrust
//! identities to other custodians.

use std::time::{Duration, Instant};

use askama::Template;
use overt_store::{AccountState, Name, Rewrapped, Right, Session, StoreError, TeamKind, custody_of};

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::refusals;
use crate::shell::Shell;

/// Keys are moved for so long in one request; the next one goes on.
const MOVING: Duration = Duration::from_secs(4);

/// A member of a team.
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) key: String,
    is_oneself: bool,
}

/// A team.
pub(crate) struct Team {
    pub(crate) name: String,
    pub(crate) kind: TeamKind,
    pub(crate) members: Vec<Member>,
    is_own: bool,
    /// Who could be let in.
    others: Vec<String>,
    /// The casework teams whose identities it keeps.
    keeps: Vec<String>,
}

impl Team {
    /// The name in the catalogue of what it holds.
    pub(crate) const fn holds(&self) -> &'static str {
        match self.kind {
            TeamKind::Casework => "holds-casework",
            TeamKind::Custody => "holds-custody",
            TeamKind::Audit => "holds-audit",
        }
    }

    /// The names of the members.
    pub(crate) fn named(&self) -> String {
        self.members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// How far earlier keys were moved.
struct Moved {
    team: String,
    keys: u64,
    behind: u64,
    /// Whether it is known how many are behind.
    is_counted: bool,
}

#[derive(Template)]
#[template(path = "teams.html", whitespace = "minimize")]
struct Teams<'a> {
    shell: Shell<'a>,
    all: Vec<Team>,
    /// The kinds of teams that the person may make, each with its names in the catalogue.
    begins: Vec<(TeamKind, [&'static str; 2])>,
    /// The names of all teams of custodians.
    custodians: Vec<String>,
    moved: Option<Moved>,
    problem: Option<String>,
}

/// Every team with its members.
pub(crate) async fn teams_of(ask: &Ask) -> Result<Vec<Team>, Stopped> {
    let (session, accounts) = (ask.session()?, ask.store().accounts().await?);
    let mut teams = Vec::new();
    let all = ask.store().teams().await?;
    for team in &all {
        let members = ask.store().members(team).await?;
        let is_kept = |other: &&overt_store::Team| {
            other.kind == TeamKind::Casework && custody_of(&all, other.id).is_ok_and(|custody| custody.id == team.id)
        };
        let is_in = |name: &str| members.iter().any(|member| member.name == name);
        let others = accounts.iter().filter(|account| account.state == AccountState::Active && !is_in(&account.name));
        teams.push(Team {
            kind: team.kind,
            is_own: session.holds(team),
            others: others.map(|account| account.name.clone()).collect(),
            name: team.name.clone(),
            keeps: all.iter().filter(is_kept).map(|other| other.name.clone()).collect(),
            members: members
                .iter()
                .map(|member| Member {
                    name: member.name.clone(),
                    key: member.key.fingerprint(),
                    is_oneself: member.account == session.account,
                })
                .collect(),
        });
    }
    Ok(teams)
}

/// The teams that a person is in.
pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(teams(ask, None, None).await?))
}

async fn teams(ask: &Ask, moved: Option<Moved>, problem: Option<String>) -> Result<String, Stopped> {
    let mut all = teams_of(ask).await?;
    let custodians = all.iter().filter(|team| team.kind == TeamKind::Custody).map(|team| team.name.clone()).collect();
    all.retain(|team| team.is_own);
    let kinds = [
        (TeamKind::Casework, ["team-begin", "team-begin-said"], ask.may(Right::HandOver)),
        (TeamKind::Custody, ["custody-begin", "custody-begin-said"], ask.session()?.is_in(TeamKind::Custody)),
    ];
    let begins = kinds.into_iter().filter_map(|(kind, names, may)| may.then_some((kind, names))).collect();
    Ok(Teams { shell: Shell::new(ask, ask.say("teams")), all, begins, custodians, moved, problem }.render()?)
}

/// Lets somebody in, or takes somebody out and moves what the earlier key holds.
pub(crate) async fn members(ask: &Ask) -> Result<Answer, Stopped> {
    ask.confirmed()?;
    let [team, name] = ["team", "name"].map(|field| ask.form.get(field).unwrap_or_default());
    let told =
        async |error: StoreError| Ok(Answer::refused(teams(ask, None, Some(refusals::told(ask, &error))).await?));
    if ask.form.get("what") == Some("remove") {
        // Who takes somebody out gets the next key, so the session is opened once more to hold it.
        let mut session = own(ask).await?;
        return match ask.store().remove_member(&mut session, (team, name), ask.today()).await {
            Ok(()) => {
                let moved = move_keys(ask, &session, team).await?;
                Ok(Answer::page(teams(ask, Some(moved), None).await?))
            }
            Err(error @ StoreError::LastMember) => told(error).await,
            Err(error) => Err(error.into()),
        };
    }
    match ask.store().add_member(ask.session()?, team, name, ask.today()).await {
        Ok(()) => Ok(Answer::see("/teams?done=member")),
        Err(error @ (StoreError::Taken(_) | StoreError::AdministratorWithContent)) => told(error).await,
        Err(error) => Err(error.into()),
    }
}

/// Makes another team for casework or of custodians, with the person as its first member.
pub(crate) async fn begin(ask: &Ask) -> Result<Answer, Stopped> {
    ask.confirmed()?;
    let told = async |why: String| Ok(Answer::refused(teams(ask, None, Some(why)).await?));
    let Ok(name) = ask.form.get("name").unwrap_or_default().parse::<Name>() else {
        return told(ask.say("name-wrong")).await;
    };
    let of_custodians = ask.form.get("kind") == Some(TeamKind::Custody.code());
    let kind = if of_custodians { TeamKind::Custody } else { TeamKind::Casework };
    match ask.store().add_team(&mut own(ask).await?, (&name, kind), ask.today()).await {
        Ok(_) => Ok(Answer::see("/teams?done=team-made")),
        Err(StoreError::Taken(_)) => told(ask.say("team-taken")).await,
        Err(error) => Err(error.into()),
    }
}

/// Lets other custodians keep the identities of what a casework team holds, and moves their keys.
pub(crate) async fn entrust(ask: &Ask) -> Result<Answer, Stopped> {
    ask.confirmed()?;
    let [team, to] = ["team", "to"].map(|field| ask.form.get(field).unwrap_or_default());
    let mut session = own(ask).await?;
    let before = ask.store().entrust(&mut session, (team, to), ask.today()).await?;
    let moved = move_keys(ask, &session, &before).await?;
    Ok(Answer::page(teams(ask, Some(moved), None).await?))
}

/// Moves keys that are behind.
pub(crate) async fn keys(ask: &Ask) -> Result<Answer, Stopped> {
    let moved = move_keys(ask, ask.session()?, ask.form.get("team").unwrap_or_default()).await?;
    Ok(Answer::page(teams(ask, Some(moved), None).await?))
}

/// Moves keys of a team until nothing is behind or it has taken long enough. Each batch is confirmed by itself.
async fn move_keys(ask: &Ask, session: &Session, name: &str) -> Result<Moved, Stopped> {
    let team = session.teams().iter().find(|team| team.name == name && session.holds(team));
    let team = team.ok_or(Stopped::NotThere)?;
    let (begun, mut keys) = (Instant::now(), 0);
    loop {
        let Rewrapped { moved: more, behind } = ask.store().rewrap(session, name).await?;
        keys += more;
        if behind == 0 || more == 0 || begun.elapsed() > MOVING {
            return Ok(Moved { team: name.to_owned(), keys, behind, is_counted: team.kind != TeamKind::Audit });
        }
    }
}

/// A session of one's own that can be changed.
async fn own(ask: &Ask) -> Result<Session, Stopped> {
    let who = ask.who.as_ref().ok_or(Stopped::NotThere)?;
    let found = ask.desk.sessions.find(&who.token, Instant::now()).ok_or(Stopped::NotThere)?;
    Ok(ask.store().resume(&found.parked, &who.token).await?)
}
