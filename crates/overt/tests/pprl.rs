//! `overt pprl`, as real processes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![cfg(unix)]

#[expect(dead_code, reason = "shared with the other tests of the command line")]
#[path = "cli/process.rs"]
mod process;

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use process::{error, json, overt, text};
use tempfile::TempDir;

/// A folder with a key and the files of two parties, who both know thirty people.
struct Parties {
    folder: TempDir,
}

const GIVEN: [&str; 10] =
    ["Amina", "Youssef", "Oleksandr", "Mariam", "Somchai", "Blessing", "Ines", "Rajesh", "Katarzyna", "Tendai"];
const FAMILY: [&str; 7] = ["Haddad", "Shevchenko", "Wongsakul", "Okafor", "Carvalho", "Thapa", "Moyo"];

impl Parties {
    fn new() -> Self {
        let parties = Self { folder: tempfile::tempdir().unwrap() };
        text(&["pprl", "key", "--out", parties.path("a.key").as_str()]);
        parties.write("shelter.csv", &people("S-", 0..60, ""));
        // The court spells some names otherwise, and knows thirty of them.
        parties.write("court.csv", &people("C-", 30..90, "ss"));
        parties
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    fn encode(&self, of: &str, more: &[&str]) -> std::process::Output {
        let [file, out, owners] = ["csv", "pprl", "owners.csv"].map(|ending| self.path(&format!("{of}.{ending}")));
        let key = self.path("a.key");
        let mut arguments = vec!["pprl", "encode", &file, "--out", &out, "--owners", &owners];
        for (option, value) in [("--key", key.as_str()), ("--agreement", "north"), ("--run", "2027-01")] {
            if !more.contains(&option) {
                arguments.extend([option, value]);
            }
        }
        arguments.extend(more);
        overt(&arguments)
    }

    fn encoded(&self, of: &str, more: &[&str]) -> String {
        let output = self.encode(of, more);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

fn people(prefix: &str, numbers: std::ops::Range<usize>, doubled: &str) -> String {
    let mut text = "record_id,first_name,family_name,dob,gender,nationality,place,phone,notes\n".to_owned();
    for number in numbers {
        let given = GIVEN[number % 10].replace('s', if doubled.is_empty() { "s" } else { doubled });
        let family = FAMILY[number % 7];
        let (year, month, day) = (1960 + number % 45, 1 + number % 12, 1 + number * 7 % 28);
        let sex = if number % 2 == 0 { "F" } else { "M" };
        writeln!(
            text,
            "{prefix}{number},{given},{family},{year}-{month:02}-{day:02},{sex},NPL,Town{},+97798{:06},told us",
            number % 11,
            number * 79_193 % 1_000_000
        )
        .unwrap();
    }
    text
}

fn mode(path: impl AsRef<Path>) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_key_is_private_and_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.key");
    let name = path.to_str().unwrap();
    let made = json(&["pprl", "key", "--out", name]);
    let held = fs::read_to_string(&path).unwrap();
    let digits = held.trim_end().strip_prefix("overt-pprl-key-1 ").unwrap().to_owned();
    assert_eq!((mode(&path), digits.len(), held.lines().count()), (0o600, 64, 1));
    assert!(!made.to_string().contains(&digits[..8]), "the answer holds the secret");
    assert_eq!(made["fingerprint"].as_str().unwrap().len(), 29);
    assert!(error(&["pprl", "key", "--out", name]).contains("never overwritten"));
    assert_eq!(fs::read_to_string(&path).unwrap(), held);
    let other = json(&["pprl", "key", "--out", folder.path().join("b.key").to_str().unwrap()]);
    assert_ne!(other["fingerprint"], made["fingerprint"]);
}

#[test]
fn two_parties_find_whom_both_know_and_nobody_else_learns_a_name() {
    let parties = Parties::new();
    let said = parties.encoded("shelter", &[]);
    assert!(said.contains("60 record(s) encoded") && said.contains("with 6 that stand for nobody"), "{said}");
    assert!(said.contains("0 record(s) were too thin") && said.contains("never leaves your house"), "{said}");
    assert!(said.contains("given name: first_name") && said.contains("phone: phone"), "{said}");
    parties.encoded("court", &[]);
    for of in ["shelter", "court"] {
        assert_eq!(mode(parties.path(&format!("{of}.owners.csv"))), 0o600);
        let encoded = parties.read(&format!("{of}.pprl"));
        for private in ["Amina", "Haddad", "S-4", "C-4", "told us"] {
            assert!(!encoded.contains(private), "{private} is in the encoded file");
        }
    }
    let [shelter, court, pairs] = ["shelter.pprl", "court.pprl", "pairs.csv"].map(|name| parties.path(name));
    text(&["pprl", "match", &shelter, &court, "--out", &pairs]);
    assert!(parties.read("pairs.csv").starts_with("file_1,file_2,score\n"));
    // Bits are flipped by chance of the operating system, so that now and then somebody else is as near.
    let (mut both, mut wrong) = (0, 0);
    for (of, prefix) in [("shelter", "S-"), ("court", "C-")] {
        let owners = parties.path(&format!("{of}.owners.csv"));
        let own = json(&["pprl", "own", &pairs, "--owners", &owners]);
        for found in own["found"].as_array().unwrap() {
            let number: usize = found["own_id"].as_str().unwrap().strip_prefix(prefix).unwrap().parse().unwrap();
            if (30..60).contains(&number) { both += 1 } else { wrong += 1 }
        }
    }
    assert!(wrong <= 2, "{wrong} who are not known to both were found");
    assert!(both >= 54, "of thirty people who are in both files, {both}/2 were found");
    // Both sides have the same pairs in mind, and the form of the file does not matter.
    let form = parties.path("pairs.json");
    let told = json(&["pprl", "match", &shelter, &court, "--out", &form]);
    assert_eq!(told["files"][0]["records"], 66);
    let owners = parties.path("shelter.owners.csv");
    let [of_json, of_csv] = [&form, &pairs].map(|pairs| json(&["pprl", "own", pairs, "--owners", &owners]));
    assert_eq!(of_json, of_csv);
    let found = parties.path("found.csv");
    let said = text(&["pprl", "own", &form, "--owners", &owners, "--out", &found]);
    assert!(said.contains("A pair is a reason to look"), "{said}");
    assert_eq!(mode(&found), 0o600);
    assert!(parties.read("found.csv").starts_with("own_id,score,others\nS-"));
}

#[test]
fn a_row_that_stands_for_nobody_is_dropped() {
    let parties = Parties::new();
    parties.encoded("shelter", &[]);
    let owners = parties.read("shelter.owners.csv");
    let encoded = parties.read("shelter.pprl");
    let numbers = encoded.lines().filter(|line| !line.starts_with('{')).map(|line| line[..32].to_owned());
    let (mine, padding): (Vec<_>, Vec<_>) = numbers.partition(|number| owners.contains(number.as_str()));
    assert_eq!((mine.len(), padding.len()), (60, 6));
    let [one, other] = ["0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"];
    parties.write("pairs.csv", &format!("file_1,file_2,score\n{},{one},0.7\n{},{other},0.8\n", mine[0], padding[0]));
    let own = json(&["pprl", "own", &parties.path("pairs.csv"), "--owners", &parties.path("shelter.owners.csv")]);
    assert_eq!((own["found"].as_array().unwrap().len(), &own["padding"]), (1, &1.into()), "{own}");
    assert_eq!(own["found"][0]["others"][0], one);
}

#[test]
fn three_files_are_joined_into_groups() {
    let parties = Parties::new();
    parties.write("hotline.csv", &people("H-", 40..50, ""));
    for of in ["shelter", "court", "hotline"] {
        parties.encoded(of, &[]);
    }
    let [shelter, court, hotline] = ["shelter", "court", "hotline"].map(|of| parties.path(&format!("{of}.pprl")));
    let told = json(&["pprl", "match", &shelter, &court, &hotline]);
    let groups = told["groups"].as_array().unwrap();
    let three =
        groups.iter().filter(|group| group["numbers"].as_array().unwrap().iter().all(|number| !number.is_null()));
    assert!(three.count() >= 8, "{told}");
    assert!(groups.iter().all(|group| group["score"].as_f64().unwrap() >= 0.59));
}

#[test]
fn files_that_do_not_belong_together_are_refused_by_name() {
    let parties = Parties::new();
    parties.encoded("shelter", &[]);
    let shelter = parties.path("shelter.pprl");
    let other_key = parties.path("b.key");
    text(&["pprl", "key", "--out", &other_key]);
    parties.write("plan.toml", &text(&["pprl", "plan"]).replace("threshold = 0.59", "threshold = 0.6"));
    let plan = parties.path("plan.toml");
    for (more, what) in [
        (&["--key", other_key.as_str()][..], "its key: one of the parties used another secret"),
        (&["--run", "2027-02"], "its run"),
        (&["--agreement", "south"], "its agreement"),
        (&["--plan", &plan], "its plan"),
    ] {
        for name in ["court.pprl", "court.owners.csv"] {
            let _ = fs::remove_file(parties.path(name));
        }
        parties.encoded("court", more);
        let said = error(&["pprl", "match", &shelter, &parties.path("court.pprl")]);
        assert!(said.contains(what) && said.contains("court.pprl"), "{said}");
    }
    assert!(error(&["pprl", "match", &shelter, &shelter]).contains("was one file given twice"));
}

#[test]
fn what_was_cut_off_or_is_something_else_is_refused_whole() {
    let parties = Parties::new();
    parties.encoded("shelter", &[]);
    parties.encoded("court", &[]);
    let [shelter, court, broken] = ["shelter.pprl", "court.pprl", "broken.pprl"].map(|name| parties.path(name));
    let whole = parties.read("court.pprl");
    let half = whole.lines().take(20).collect::<Vec<_>>().join("\n") + "\n";
    for (text, said) in [
        (half.as_str(), "it was cut off, ask for it again"),
        (&whole.replacen('/', "+", 1), "changed or damaged"),
        ("Amina Haddad,1984\n", "is not the header of an encoded file"),
        ("", "is not the header of an encoded file"),
    ] {
        parties.write("broken.pprl", text);
        let told = error(&["pprl", "match", &shelter, &broken]);
        assert!(told.contains(said) && told.contains("broken.pprl") && !told.contains("Amina"), "{told}");
    }
    assert!(error(&["pprl", "match", &shelter]).contains("2 values required"));
    // The wrong file of owners, and what is none.
    let pairs = parties.path("pairs.csv");
    text(&["pprl", "match", &shelter, &court, "--out", &pairs]);
    assert!(error(&["pprl", "own", &pairs, "--owners", &parties.path("court.csv")]).contains("no columns `number`"));
    fs::remove_file(parties.path("shelter.owners.csv")).unwrap();
    fs::remove_file(&shelter).unwrap();
    parties.encoded("shelter", &[]);
    let said = error(&["pprl", "own", &pairs, "--owners", &parties.path("shelter.owners.csv")]);
    assert!(said.contains("none of the numbers") && !said.contains("S-"), "{said}");
}

#[test]
fn a_key_that_others_can_read_or_that_is_none_is_refused() {
    let parties = Parties::new();
    let key = parties.path("a.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let said = String::from_utf8(parties.encode("shelter", &[]).stderr).unwrap();
    assert!(said.contains("mode 644") && said.contains("chmod 600"), "{said}");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    for rubbish in ["", "correct horse", "overt-pprl-key-1 zz"] {
        fs::write(&key, rubbish).unwrap();
        let output = parties.encode("shelter", &[]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(said.contains("it is no key") && !said.contains("horse"), "{said}");
    }
    assert!(
        !PathBuf::from(parties.path("shelter.pprl")).exists()
            && !PathBuf::from(parties.path("shelter.owners.csv")).exists()
    );
}

#[test]
fn nothing_is_overwritten_and_nothing_is_half_written() {
    let parties = Parties::new();
    parties.write("shelter.owners.csv", "kept");
    let said = String::from_utf8(parties.encode("shelter", &[]).stderr).unwrap();
    assert!(said.contains("there is a file"), "{said}");
    assert_eq!(parties.read("shelter.owners.csv"), "kept");
    fs::remove_file(parties.path("shelter.owners.csv")).unwrap();
    // The owners cannot be written, so nothing that could be sent is left either.
    fs::create_dir(parties.path("shelter.owners.csv.unfinished")).unwrap();
    assert!(!parties.encode("shelter", &[]).status.success());
    assert!(!PathBuf::from(parties.path("shelter.pprl")).exists());
    assert!(!PathBuf::from(parties.path("shelter.pprl.unfinished")).exists());
}

#[test]
fn thin_records_and_rows_without_identifier_are_counted() {
    let parties = Parties::new();
    let rows = "id,given_name,surname,dob,passport\n1,Amina,Haddad,1984-05-06,\n2,Amina,,,\n,Ines,Moyo,1990-01-02,\n4,Ines,Moyo,1990-03-02,AB123456\n";
    parties.write("few.csv", rows);
    let output = parties.encode("few", &["--json"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&told["encoded"], &told["thin"], &told["left_out"]["rows"]), (&2.into(), &1.into(), &1.into()));
    assert_eq!(told["columns"]["document"][0], "passport");
    assert!(!told.to_string().contains("Haddad"));
    let owners = parties.read("few.owners.csv");
    assert!(owners.starts_with("number,own_id\n") && owners.lines().count() == 3);
    for (name, rows, said) in [
        ("noid", "given_name,surname\nAmina,Haddad\n", "`--id COLUMN`"),
        ("noname", "id,colour\n1,red\n2,blue\n", "given names or surnames"),
    ] {
        parties.write(&format!("{name}.csv"), rows);
        let told = String::from_utf8(parties.encode(name, &[]).stderr).unwrap();
        assert!(told.contains(said), "{told}");
        assert!(!PathBuf::from(parties.path(&format!("{name}.pprl"))).exists());
    }
}
