//! A process that is killed at any moment of its work. One store lives through many kills: after each it is opened, verified
//! with every class, and compared with what the worker had told before it died.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::{Duration, Instant};

use overt_model::{Class, Field, RecordId, State, Value};
use overt_store::vault::ErasureReason;
use overt_store::{Edit, FileId, Query, Reason, Session, Store, StoreError, check_backup, new_id};

use crate::worker::{Order, Worker, names, tell};
use crate::world::{Dice, FOUNDER, SOURCE, TODAY, WORDS, World, block_on, person, source, victim, words};

/// A second account, which joins a team and leaves it again.
const SECOND: &str = "bela";
/// A length with which sealing takes several chunks.
const FILE_LEN: usize = 200_000;
/// Whole records there may be; beyond that the worker erases.
const RECORDS_MAX: usize = 60;

/// Rounds that take place on a slow machine too.
const ROUNDS_MIN: u64 = 3;

/// How many rounds an audit has: what `OVERT_AUDIT` says where it is more than the mere wish for one.
pub(crate) fn count(usual: u64) -> u64 {
    std::env::var("OVERT_AUDIT").ok().and_then(|text| text.parse().ok()).filter(|count| *count > 1).unwrap_or(usual)
}

/// Waits to the microsecond.
pub(crate) fn spin(time: Duration) {
    let start = Instant::now();
    while start.elapsed() < time {
        std::hint::spin_loop();
    }
}

fn name_of(id: RecordId, revision: u64) -> String {
    format!("Invented {:x} the {revision}th", id.bits())
}

/// What stands in an attachment, so that it can be recognised by its own first word.
fn content_of(seed: u64) -> Vec<u8> {
    format!("{seed:016x}").into_bytes().into_iter().cycle().take(FILE_LEN).collect()
}

/// Acts at random and tells of each: `try` before it is called, `did` after it returned.
pub(crate) async fn work(order: &Order) {
    let store = Store::open(&order.folder.join("data"), order.url.as_deref()).await.unwrap();
    let mut session = store.sign_in(FOUNDER, &words(WORDS), TODAY).await.unwrap();
    let page = store.find(&Query::default(), None, 1000).await.unwrap();
    let mut live: BTreeMap<RecordId, u64> =
        page.found.into_iter().map(|found| (found.record.id, found.revision)).collect();
    let mut dice = Dice(order.seed);
    loop {
        let (which, pick) = (dice.below(100), dice.below(1 << 32));
        let pick = live.keys().nth(usize::try_from(pick).unwrap() % live.len().max(1)).copied();
        match (which, pick) {
            (_, None) => insert(&store, &session, &mut live).await,
            (0..25, _) if live.len() < RECORDS_MAX => insert(&store, &session, &mut live).await,
            (0..45, Some(id)) => edit(&store, &session, (id, live.get_mut(&id).unwrap())).await,
            (45..60, Some(id)) => attach(&store, &session, id, (order, dice.below(u64::MAX))).await,
            (60..70, Some(id)) => erase_class(&store, &session, id).await,
            (70..80, Some(id)) => {
                tell(&format!("try erase {id}"));
                store.erase(&session, (id, None), ErasureReason::PersonAsked, TODAY).await.unwrap();
                tell(&format!("did erase {id}"));
                live.remove(&id);
            }
            (80..90, Some(_)) => backup(&store, &session, (order, dice.below(u64::MAX))).await,
            (_, Some(_)) => rotate(&store, &mut session).await,
        }
    }
}

async fn insert(store: &Store, session: &Session, live: &mut BTreeMap<RecordId, u64>) {
    let ids: [RecordId; 3] = [(); 3].map(|()| new_id());
    let records = ids.map(|id| victim(id, &name_of(id, 1), "an invented story"));
    let list = ids.map(|id| id.to_string()).join(" ");
    tell(&format!("try insert {list}"));
    store.insert(session, (None, Reason::Entered), &records, TODAY).await.unwrap();
    tell(&format!("did insert {list}"));
    live.extend(ids.map(|id| (id, 1)));
}

async fn edit(store: &Store, session: &Session, (id, revision): (RecordId, &mut u64)) {
    tell(&format!("try edit {id} {}", *revision + 1));
    let field = Field::values(vec![Value::text(name_of(id, *revision + 1))]);
    let fields = BTreeMap::from([("full_name".to_owned(), Some(field)), ("debt_claimed".to_owned(), no())]);
    let edit = Edit { record: id, seen: Some(*revision), fields, standing: None, reason: Reason::Corrected };
    // A record whose identity was erased gets a new one, which is erased with it the next time.
    *revision = store.revise(session, &edit, TODAY).await.unwrap();
    tell(&format!("did edit {id} {revision}"));
}

#[expect(clippy::unnecessary_wraps, reason = "edits take a property out where there is none")]
fn no() -> Option<Field> {
    Some(Field::state(State::AskedNo))
}

async fn attach(store: &Store, session: &Session, record: RecordId, (order, seed): (&Order, u64)) {
    let path = order.folder.join(format!("{seed:016x}"));
    fs::write(&path, content_of(seed)).unwrap();
    tell(&format!("try attach {record}"));
    let id = store.attach(session, (record, &path, "text/plain"), TODAY).await.unwrap();
    tell(&format!("did attach {record} {id} {seed:016x}"));
    fs::remove_file(path).unwrap();
}

async fn erase_class(store: &Store, session: &Session, id: RecordId) {
    tell(&format!("try erase-class {id}"));
    match store.erase(session, (id, Some(&[Class::Narrative])), ErasureReason::PersonAsked, TODAY).await {
        // It was erased in an earlier round.
        Ok(_) | Err(StoreError::NotThere("class")) => {}
        Err(error) => panic!("{error:?}"),
    }
    tell(&format!("did erase-class {id}"));
}

async fn backup(store: &Store, session: &Session, (order, seed): (&Order, u64)) {
    let name = format!("backup-{seed:016x}");
    tell(&format!("try backup {name}"));
    store.backup(session, &order.folder.join("backups").join(&name), TODAY, |_| {}).await.unwrap();
    tell(&format!("did backup {name}"));
}

async fn rotate(store: &Store, session: &mut Session) {
    for team in ["caseworkers", "custodians"] {
        tell(&format!("try rotate {team}"));
        match store.add_member(session, team, SECOND, TODAY).await {
            // A kill fell between joining and leaving.
            Ok(()) | Err(StoreError::Taken(_)) => {}
            Err(error) => panic!("{error:?}"),
        }
        store.remove_member(session, (team, SECOND), TODAY).await.unwrap();
        while store.rewrap(session, team).await.unwrap().behind > 0 {}
        tell(&format!("did rotate {team}"));
    }
}

/// What the worker has told of so far.
#[derive(Default)]
struct Told {
    /// Revision, and whether the narrative class is erased.
    live: BTreeMap<RecordId, (u64, bool)>,
    erased: Vec<RecordId>,
    files: BTreeMap<FileId, (RecordId, u64)>,
    backups: Vec<String>,
    /// Backups that were checked already, with those that nothing was told of.
    checked: BTreeSet<String>,
    /// The act during which the worker died.
    trying: Option<Vec<String>>,
}

impl Told {
    fn take(&mut self, line: &str) {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let parts: Vec<&str> = words.iter().map(String::as_str).collect();
        match parts[..] {
            ["try", ..] => {
                self.trying = Some(words);
                return;
            }
            ["did", "insert", ref ids @ ..] => {
                self.live.extend(ids.iter().map(|id| (id.parse().unwrap(), (1, false))));
            }
            ["did", "edit", id, revision] => {
                self.live.get_mut(&id.parse().unwrap()).unwrap().0 = revision.parse().unwrap();
            }
            ["did", "erase", id] => self.is_erased(id.parse().unwrap()),
            ["did", "erase-class", id] => self.live.get_mut(&id.parse().unwrap()).unwrap().1 = true,
            ["did", "attach", record, file, seed] => {
                let known = (record.parse().unwrap(), u64::from_str_radix(seed, 16).unwrap());
                self.files.insert(file.parse().unwrap(), known);
            }
            ["did", "backup", name] => self.backups.push(name.to_owned()),
            ["did", "rotate", _] => {}
            _ => panic!("{line}"),
        }
        self.trying = None;
    }

    fn is_erased(&mut self, id: RecordId) {
        self.live.remove(&id);
        self.erased.push(id);
        self.files.retain(|_, (record, _)| *record != id);
    }

    /// The one act of which it is not known whether it took place: it did or it did not, as a whole.
    fn settle(&mut self, found: &BTreeMap<RecordId, u64>, (is_narrative_there, has_file): (bool, bool)) -> bool {
        let Some(trying) = self.trying.take() else { return false };
        let parts: Vec<&str> = trying.iter().map(String::as_str).collect();
        let happened = match parts[..] {
            ["try", "insert", ref ids @ ..] => {
                let there = ids.iter().filter(|id| found.contains_key(&id.parse().unwrap())).count();
                assert!(there == 0 || there == ids.len(), "half of an insertion is visible");
                there > 0
            }
            ["try", "edit", id, revision] => found.get(&id.parse().unwrap()) == Some(&revision.parse().unwrap()),
            ["try", "erase", id] => !found.contains_key(&id.parse().unwrap()),
            ["try", "erase-class", _] => !is_narrative_there,
            ["try", "attach", ..] => has_file,
            _ => false,
        };
        if happened && parts[1] != "attach" {
            self.take(&format!("did {}", parts[1..].join(" ")));
        }
        happened
    }
}

/// What the rounds came to.
#[derive(Default)]
struct Count {
    rounds: u64,
    acts: u64,
    /// By the act that was under way: kills, and how many of them found the act done.
    kills: BTreeMap<String, (u64, u64)>,
}

async fn set_up(world: &World) {
    let (store, session) = world.founded().await;
    store.add_account(&session, &person(SECOND, WORDS), TODAY).await.unwrap();
    store.put_source(&session, &overt_model::Source { id: SOURCE, ..source() }, TODAY).await.unwrap();
    fs::create_dir(world.path("backups")).unwrap();
    store.close().await;
}

async fn kill_at_work(world: &World, rounds: u64, budget: Duration) -> u64 {
    let start = Instant::now();
    set_up(world).await;
    let mut dice = Dice::new();
    println!("seed {:#x}", dice.0);
    let (mut told, mut count) = (Told::default(), Count::default());
    while count.rounds < rounds && (start.elapsed() < budget || count.rounds < ROUNDS_MIN) {
        count.rounds += 1;
        let mut worker = Worker::start("acts", world, dice.below(u64::MAX), |_| {});
        // Some acts pass, then the kill falls within the next one or shortly after.
        let mut passing = 1 + dice.below(4);
        while passing > 0 {
            let line = worker.next().expect("the worker goes on until it is killed");
            told.take(&line);
            passing -= u64::from(line.starts_with("try"));
            count.acts += u64::from(line.starts_with("did"));
        }
        spin(Duration::from_micros(dice.below(40_000)));
        for line in worker.kill() {
            told.take(&line);
            count.acts += u64::from(line.starts_with("did"));
        }
        drop(worker);
        check(world, &mut told, &mut count).await;
    }
    let Count { rounds, acts, kills } = count;
    println!("{rounds} kills, {acts} acts confirmed; kills and done acts by the act under way: {kills:?}");
    println!(
        "{} records, {} erased, {} attachments, {} backups",
        told.live.len(),
        told.erased.len(),
        told.files.len(),
        told.backups.len()
    );
    println!("{} sealed files that no row names", orphans(world).await);
    rounds
}

/// Everything that the promise says, after one kill.
async fn check(world: &World, told: &mut Told, count: &mut Count) {
    let round = count.rounds;
    let (store, session) = world.open_signed_in().await;
    let verification = store.verify(Some((&session, TODAY)), |_| {}).await.unwrap();
    assert!(verification.is_whole(), "round {round}: {:?}, {:?}", verification.findings, told.trying);
    let page = store.find(&Query::default(), None, 1000).await.unwrap();
    let found: BTreeMap<RecordId, u64> = page.found.iter().map(|found| (found.record.id, found.revision)).collect();

    let act = told.trying.as_ref().map_or("between acts".to_owned(), |trying| trying[1].clone());
    let about = told.trying.as_ref().and_then(|trying| trying.get(2)?.parse::<RecordId>().ok());
    let about = about.filter(|id| found.contains_key(id));
    let mut more = None;
    let mut is_narrative_there = false;
    if let Some(id) = about {
        is_narrative_there = !store.erasures(id).await.unwrap().iter().any(|erased| erased.class == Class::Narrative);
        let files = store.files(&session, (id, None), TODAY).await.unwrap();
        more = files.into_iter().find(|file| !told.files.contains_key(&file.id));
    }
    let happened = told.settle(&found, (is_narrative_there, more.is_some()));
    if let Some((file, record)) = more.zip(about) {
        told.files.insert(file.id, (record, u64::from_str_radix(file.name.expose(), 16).unwrap()));
    }
    let (kills, done) = count.kills.entry(act).or_default();
    (*kills, *done) = (*kills + 1, *done + u64::from(happened));

    let expected: BTreeMap<RecordId, u64> = told.live.iter().map(|(id, (revision, _))| (*id, *revision)).collect();
    assert_eq!(found, expected, "round {round}");
    let ids: Vec<RecordId> = found.into_keys().collect();
    for shown in store.show_many(&session, &ids, (&[Class::Direct, Class::Narrative], None), TODAY).await.unwrap() {
        let (revision, is_erased) = told.live[&shown.record.id];
        let name = name_of(shown.record.id, revision);
        assert_eq!(shown.record.values("full_name"), [Value::text(name)], "round {round}");
        assert_eq!(shown.record.values("notes").is_empty(), is_erased, "round {round}");
    }
    for id in &told.erased {
        let shown = store.show(&session, *id, (&[Class::Direct], None), TODAY).await;
        assert!(matches!(shown, Err(StoreError::NotThere("record"))), "round {round}");
    }
    check_files(world, (&store, &session), told, round).await;
    for name in names(&world.path("backups")).into_iter().filter(|name| !name.contains("unfinished")) {
        if !told.checked.contains(&name) {
            check_backup(&world.path("backups").join(&name)).unwrap();
            told.checked.insert(name);
        }
    }
    for name in &told.backups {
        assert!(world.path("backups").join(name).exists(), "round {round}: {name}");
    }
    store.close().await;
}

async fn check_files(world: &World, (store, session): (&Store, &Session), told: &Told, round: u64) {
    // All are verified by their hashes; the latest are opened.
    for (id, (_, seed)) in told.files.iter().rev().take(3) {
        let target = world.path("opened");
        store.open_file(session, (*id, &target), None, TODAY).await.unwrap();
        assert!(fs::read(&target).unwrap() == content_of(*seed), "round {round}");
        fs::remove_file(target).unwrap();
    }
    let there = names(&world.home().join("files"));
    for id in told.files.keys() {
        assert!(there.contains(&format!("{:032x}", id.bits())), "round {round}");
    }
}

/// Sealed bytes of attachments that were never confirmed: their key was never stored, so they are noise.
async fn orphans(world: &World) -> usize {
    let mut connection = world.connection().await;
    let known = sqlx::query("SELECT id FROM file").fetch_all(&mut connection).await.unwrap();
    names(&world.home().join("files")).len().saturating_sub(known.len())
}

/// Kills that one store lives through. Its log grows with each, and with it the time to verify it.
const KILLS_OF_A_STORE: u64 = 50;

/// What an ordinary run has: two hundred kills, or as many as fit into ten minutes on a slow machine.
const USUAL: (u64, Duration) = (200, Duration::from_mins(10));

/// As many stores as it takes, one after the other.
async fn kill(kills: u64, budget: Duration, world: impl AsyncFn() -> Option<World>) {
    let start = Instant::now();
    let mut rounds = 0;
    while rounds < kills && start.elapsed() < budget {
        let Some(world) = world().await else { return };
        rounds +=
            kill_at_work(&world, KILLS_OF_A_STORE.min(kills - rounds), budget.saturating_sub(start.elapsed())).await;
        world.end().await;
    }
    println!("{rounds} of {kills} kills in {:?}", start.elapsed());
}

#[test]
fn what_was_confirmed_survives_a_kill_at_any_moment_and_nothing_half_done_is_visible() {
    block_on(kill(USUAL.0, USUAL.1, async || Some(World::sqlite())));
}

#[test]
fn what_was_confirmed_survives_a_kill_at_any_moment_on_postgresql() {
    block_on(kill(USUAL.0, USUAL.1, World::postgres));
}

/// A thousand kills, or as many as `OVERT_AUDIT` says.
#[test]
#[ignore = "minutes"]
fn audit_what_was_confirmed_survives_a_thousand_kills() {
    block_on(kill(count(1000), Duration::MAX, async || Some(World::sqlite())));
    block_on(kill(count(1000), Duration::MAX, World::postgres));
}
