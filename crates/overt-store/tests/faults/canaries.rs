//! Canaries: what was put into the store sealed is looked for in everything that the store leaves behind.
//!
//! In files the promise is: nothing. In memory it is: no passphrase, no recovery code and no key once the session has been
//! dropped. What a session has shown is not promised: texts of records that were opened pass through the JSON reader and the
//! record itself, which are not overwritten when they are dropped, and stay until the memory is used again. The test prints
//! how much of it is left; in its own course of work nothing was. Keys are looked for at places that are multiples of
//! sixteen, and not amid noise of a kilobyte and more, which is what sealed pages look like.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;

use overt_store::vault::PublicKey;
use sqlx::{Connection as _, Row as _};

use crate::canary::KINDS;
use crate::memory::{secret_keys, writable};
use crate::scan::{Needle, dump, files_below, find, find_below, server_files};
use crate::worker::Worker;
use crate::world::{Dice, World, on_both, skipped};

/// A mark of sixteen small and capital letters for each kind.
fn marks(dice: &mut Dice) -> BTreeMap<&'static str, String> {
    let mut letter = |first: u8| char::from(first + u8::try_from(dice.below(26)).unwrap());
    let mut mark = || (0..8).flat_map(|_| [letter(b'A'), letter(b'a')]).collect::<String>();
    KINDS.into_iter().map(|kind| (kind, mark())).collect()
}

struct Planted {
    worker: Worker,
    count: usize,
    codes: [String; 2],
    passphrase: String,
}

/// Starts the process that plants, and waits until all is planted.
fn plant(world: &World, marks: &BTreeMap<&str, String>) -> Planted {
    for folder in ["inputs", "opened", "temporary"] {
        fs::create_dir(world.path(folder)).unwrap();
    }
    let errors = fs::File::create(world.path("errors")).unwrap();
    let mut worker = Worker::start("plant", world, 0, |command| {
        command.env("TMPDIR", world.path("temporary")).env("SQLITE_TMPDIR", world.path("temporary"));
        command.env("RUST_LOG", "trace").stderr(Stdio::from(errors));
    });
    let line: Vec<String> = marks.iter().map(|(kind, mark)| format!("{kind}={mark}")).collect();
    worker.say(&line.join(" "));
    let told = worker.next().expect("everything can be planted");
    let words: Vec<&str> = told.split(' ').collect();
    let ["planted", count, first, second, passphrase] = words[..] else { panic!("{told}") };
    let codes = [first, second].map(str::to_owned);
    Planted { worker, count: count.parse().unwrap(), codes, passphrase: passphrase.to_owned() }
}

/// What stands for every canary of a kind, in every form: its mark.
fn needles(marks: &BTreeMap<&str, String>, codes: &[String]) -> Vec<Needle> {
    let mut needles: Vec<Needle> = marks.iter().flat_map(|(kind, mark)| Needle::of_text(kind, mark)).collect();
    for code in codes {
        needles.extend(Needle::of_text("recovery code", code));
        needles.extend(Needle::of_text("recovery code without hyphens", &code.replace('-', "")));
    }
    needles
}

/// Everything below the folder of the test but what the test itself put there, and the tables and files of a server.
async fn everywhere(world: &World, needles: &[Needle]) -> Vec<String> {
    let mut found = find_below(needles, &world.path(""));
    let names: Vec<String> = files_below(&world.path("")).iter().map(|path| path.display().to_string()).collect();
    found.extend(find(needles, "the names of files", names.join("\n").as_bytes()));
    if world.is_postgres() {
        found.extend(find(needles, "the tables", &dump(world).await));
        match server_files(world).await {
            Some(files) => {
                let open = Needle::new("the name of a team", "caseworkers");
                assert!(!find(&[open], "the files", &files).is_empty(), "what is open is found in them");
                found.extend(find(needles, "the files of the server", &files));
            }
            None => skipped("what is in the files of the PostgreSQL server: reading them is not permitted"),
        }
    }
    found
}

#[test]
fn nothing_sealed_reaches_a_file_a_backup_a_temporary_folder_or_an_output() {
    on_both(async |world| {
        let mut dice = Dice::new();
        println!("seed {:#x}", dice.0);
        let marks = marks(&mut dice);
        let mut planted = plant(world, &marks);
        println!("{} canaries", planted.count);
        assert!(planted.count >= 200);
        let needles = needles(&marks, &planted.codes);
        // While the store is open, and so with its write-ahead log; after it was closed; and after the process is gone.
        assert_eq!(everywhere(world, &needles).await, [""; 0], "open");
        planted.worker.say("");
        assert_eq!(planted.worker.next().as_deref(), Some("closed"));
        assert_eq!(everywhere(world, &needles).await, [""; 0], "closed");
        let rest = planted.worker.kill().join("\n");
        assert!(find(&needles, "the output", rest.as_bytes()).is_empty());
        assert!(world.path("backup").exists() && !world.path("errors").metadata().unwrap().is_dir());
    });
}

async fn public_keys(world: &World) -> Vec<PublicKey> {
    let mut connection = world.connection().await;
    let select = "SELECT public_key FROM account UNION SELECT public_key FROM team_epoch";
    let rows = sqlx::query(select).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let key = |row: &sqlx::any::AnyRow| PublicKey::from_bytes(row.get::<Vec<u8>, _>(0).try_into().unwrap()).unwrap();
    rows.iter().map(key).collect()
}

/// The pepper and the key of the log, as bytes and as they are written.
fn key_files(world: &World) -> Vec<Needle> {
    let mut needles = Vec::new();
    for name in ["pepper", "log-key"] {
        let text = fs::read_to_string(world.home().join("keys").join(name)).unwrap().trim_end().to_owned();
        let byte = |place: usize| u8::from_str_radix(&text[2 * place..2 * place + 2], 16).unwrap();
        needles.push(Needle::new(format!("{name}, bytes"), (0..32).map(byte).collect::<Vec<u8>>()));
        needles.push(Needle::new(format!("{name}, text"), text));
    }
    needles
}

#[test]
fn no_passphrase_no_code_and_no_key_is_in_memory_after_the_session() {
    on_both(async |world| {
        let mut dice = Dice::new();
        println!("seed {:#x}", dice.0);
        let marks = marks(&mut dice);
        let mut planted = plant(world, &marks);
        planted.worker.say("");
        assert_eq!(planted.worker.next().as_deref(), Some("closed"));
        planted.worker.kill();

        let mut worker = Worker::start("look", world, 0, |_| {});
        worker.say(&planted.passphrase);
        worker.say(&planted.codes[1]);
        assert_eq!(worker.next().as_deref(), Some("opened"));
        let known = public_keys(world).await;
        let Some(during) = writable(worker.id()) else {
            skipped("what is left in the memory of a process: reading it is not permitted");
            return;
        };
        assert!(secret_keys(&during, &known) > 0, "the search finds keys while there are some");
        let shown = Needle::of_text("direct", &marks["direct"]);
        assert!(!find(&shown, "memory", &during).is_empty(), "and texts while they are shown");
        worker.say("");
        assert_eq!(worker.next().as_deref(), Some("let go"));
        let after = writable(worker.id()).unwrap();
        println!("{} MB of memory", after.len() >> 20);

        let mut secrets = Needle::of_text("passphrase", &marks["passphrase"]);
        secrets.extend(Needle::of_text("recovery code", &planted.codes[1]));
        secrets.extend(key_files(world));
        let found = find(&secrets, "memory", &after);
        let keys = secret_keys(&after, &known);
        println!("{keys} secret keys are left, and {found:?}");
        for kind in KINDS {
            let texts = Needle::of_text(kind, &marks[kind]);
            let hits: usize = texts.iter().map(|needle| needle.count_in(&after)).sum();
            println!("traces of what was shown, {kind}: {hits}");
        }
        assert_eq!(found, [""; 0]);
        assert_eq!(keys, 0, "secret keys are left");
    });
}
