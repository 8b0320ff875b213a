//! After a day of work nothing that was typed into a sealed field lies anywhere in the clear.

use std::fs;
use std::path::Path;

use memchr::memmem;

use crate::bringing::{MAPPING, brought, done, source};
use crate::casework::entered;
use crate::world::{World, block_on};

/// What a canary could look like on a disk.
fn forms(word: &str) -> Vec<Vec<u8>> {
    let hex = word.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        word.into(),
        word.to_uppercase().into(),
        word.to_lowercase().into(),
        hex.into(),
        wide,
        word.replace(' ', "+").into(),
    ]
}

fn scan(folder: &Path, looked_for: &[Vec<u8>], found: &mut Vec<String>) -> u64 {
    let mut bytes = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            bytes += scan(&path, looked_for, found);
            continue;
        }
        let content = fs::read(&path).unwrap();
        bytes += content.len() as u64;
        let has = |form: &Vec<u8>| memmem::find(&content, form).is_some();
        if looked_for.iter().any(has) {
            found.push(path.display().to_string());
        }
    }
    bytes
}

#[test]
fn after_a_day_of_work_nothing_sealed_lies_in_the_clear() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        kofi.get("/").await;
        let canary = |what: &str, number: usize| format!("Canary{what}{number:03}{:03}", 997 - number);
        let mut words = Vec::new();
        for number in 0..20 {
            let [name, notes, later] = ["name", "notes", "later"].map(|what| canary(what, number));
            let victim = [
                ("full_name", name.as_str()),
                ("full_name.state", ""),
                ("notes", &notes),
                ("notes.state", ""),
                ("registered_on", "2026-03"),
                ("registered_on.state", ""),
            ];
            let added = entered(&mut carla, "/new/Victim", &victim).await;
            assert_eq!(added.status, 303);
            let path = added.location.unwrap().split('?').next().unwrap().to_owned();
            let search = [("by", "name"), ("words", name.as_str()), ("purpose", "refer")];
            assert!(carla.post("/records/search", &search).await.body.contains(&path));
            let opened = [("class", "narrative"), ("class", "direct"), ("purpose", "refer")];
            assert!(carla.post(&path, &opened).await.body.contains(&notes));
            assert!(kofi.post(&path, &opened).await.body.contains(&name));
            let edit = [
                ("class", "narrative"),
                ("purpose", "refer"),
                ("seen", "1"),
                ("notes", &later),
                ("notes.state", ""),
                ("reason", "completed"),
            ];
            assert_eq!(carla.post(&format!("{path}/edit"), &edit).await.status, 303);
            // What is refused is kept nowhere either.
            let wrong = [
                ("full_name", name.as_str()),
                ("full_name.state", ""),
                ("registered_on", "never"),
                ("registered_on.state", ""),
            ];
            assert_eq!(entered(&mut carla, "/new/Victim", &wrong).await.status, 422);
            // A task says something, and comes back with a reason; a search for the name is kept under it.
            let [text, why] = ["text", "why"].map(|what| canary(what, number));
            let form = carla.get(&format!("{path}/tasks")).await;
            let doer = form.body.split("<option value=\"account:").nth(1).unwrap().split('"').next().unwrap();
            let (id, doer) = (form.hidden("id").unwrap(), format!("account:{doer}"));
            let task = [("id", id.as_str()), ("text", text.as_str()), ("doer", doer.as_str()), ("due", "2026-12-01")];
            assert_eq!(carla.post(&format!("{path}/tasks"), &task).await.status, 303);
            assert!(carla.post(&format!("/tasks/{id}"), &[("purpose", "refer")]).await.body.contains(&text));
            let back = [("what", "back"), ("why", why.as_str())];
            assert_eq!(carla.post(&format!("/tasks/{id}/move"), &back).await.status, 303);
            let search = id.replace("task", "search");
            let kept = [("id", search.as_str()), ("name", name.as_str()), ("by", "name"), ("words", name.as_str())];
            assert_eq!(carla.post("/searches", &kept).await.status, 303);
            assert!(carla.get("/").await.body.contains(&name));
            words.extend([name, notes, later, text, why]);
        }
        // A file with a row that is taken in and one that is not, and then saved and left at hand.
        let [taken, rejected] = ["taken", "rejected"].map(|what| canary(what, 0));
        let file = format!("Case ID,Name,Sex,Intake\n1,{taken},F,14/3/2017\n2,{rejected},F,31/2/2017\n");
        let page = brought(&mut carla, "intake.csv", file.as_bytes()).await.body;
        let source = source(&page);
        let choices = [("source", source.as_str()), ("mapping", "own"), ("text", MAPPING)];
        assert!(!carla.post("/imports/file", &choices).await.body.contains(&taken));
        carla.post("/imports/file/take", &[]).await;
        assert!(done(&mut carla).await.contains("<dt>Records made</dt><dd>1</dd>"));
        assert!(carla.post("/imports/file/rows", &[]).await.body.contains(&rejected));
        words.extend([taken, rejected]);
        let looked_for: Vec<Vec<u8>> = words.iter().flat_map(|word| forms(word)).collect();
        let mut found = Vec::new();
        let bytes = scan(world.folder.path(), &looked_for, &mut found);
        assert!(bytes > 100_000, "there is a store");
        assert_eq!(found, Vec::<String>::new());
    });
}
