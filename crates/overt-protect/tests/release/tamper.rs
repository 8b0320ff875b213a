//! What an independent verifier finds.

use overt_protect::release::{Code, Files, Ledger, Manifest, Refusal, Release};
use proptest::prelude::*;

use crate::house::{
    AGGREGATE, COUNTS, KEY, SYNTH, TABLE, draw, earlier, planned, policy, publish, read, released, verified,
};

const SHARES: &str = "kind = 'table'\nsets = [['stage', 'act']]\nshares = 'act'";

fn made(method: &str) -> Files {
    draw(planned(policy(1, method), earlier()), 1).expect("it can be made").files
}

fn files(method: &str) -> Files {
    released(draw(planned(policy(1, method), earlier()), 1).expect("it can be made")).files().to_vec()
}

#[test]
fn a_change_of_any_byte_of_any_file_is_found() {
    for (method, every) in [(TABLE, 1), (COUNTS, 397), (SYNTH, 397), (AGGREGATE, 397)] {
        let files = files(method);
        assert!(verified(&files).passed());
        for file in 0..files.len() {
            for byte in (0..files[file].1.len()).step_by(every) {
                let mut changed = files.clone();
                // Turns the case of letters and little else, so that what is read stays readable.
                changed[file].1[byte] ^= 32;
                assert!(!verified(&changed).passed(), "byte {byte} of {}", files[file].0);
            }
        }
    }
}

#[test]
fn files_that_are_missing_added_or_renamed_and_other_keys_are_found() {
    let files = files(TABLE);
    for file in 0..files.len() {
        let mut fewer = files.clone();
        fewer.remove(file);
        assert!(!verified(&fewer).passed());
        let mut renamed = files.clone();
        renamed[file].0.push('x');
        assert!(!verified(&renamed).passed());
        let mut twice = files.clone();
        twice.push(files[file].clone());
        assert!(!verified(&twice).passed());
    }
    assert!(Release::open(files, b"another key", |_, _, _| true).is_err());
}

#[test]
fn one_person_cannot_approve_alone_nor_something_else() {
    let made = || made(TABLE);
    assert_eq!(publish(made(), ["Ana", " ana"]).expect_err("one person").code, Code::Approval);
    assert_eq!(publish(made(), ["Ana", ""]).expect_err("one person").code, Code::Approval);
    let others = crate::house::approvals("sha256:00", ["Ana", "Ben"]);
    let refused = Release::publish(made(), others, KEY, <[u8]>::to_vec).expect_err("something else");
    assert_eq!(refused.code, Code::Approval);
}

/// Puts something else into a file of what was made, and has everything listed, approved and signed anew.
fn forge(mut files: Files, name: &str, text: &str) -> Result<Release, Refusal> {
    files.iter_mut().filter(|(other, _)| other == name).for_each(|(_, bytes)| *bytes = text.as_bytes().to_vec());
    let mut manifest = Manifest::read(read(&files, "manifest.json").as_bytes())?;
    for listed in &mut manifest.files {
        // A name may be of no file: then it stays as it stands, and the verifier answers.
        let Some((_, bytes)) = files.iter().find(|(name, _)| *name == listed.name) else { continue };
        listed.bytes = bytes.len();
        let digest = <sha2::Sha256 as sha2::Digest>::digest(bytes).into();
        listed.hash = overt_model::FileHash::new(overt_model::Algorithm::Sha256, digest).to_string();
    }
    if let Some(entry) =
        Ledger::read(read(&files, "ledger.json").as_bytes()).ok().and_then(|ledger| ledger.entries().last().cloned())
    {
        manifest.ledger_entry = entry.hash();
    }
    let written = serde_json::to_value(&manifest).expect("json");
    let mut bytes = serde_json::to_vec_pretty(&written).expect("json");
    bytes.push(b'\n');
    files.iter_mut().filter(|(other, _)| other == "manifest.json").for_each(|(_, old)| old.clone_from(&bytes));
    publish(files, ["Ana", "Ben"])
}

/// What fails if something else stands in a file.
fn forged(method: &str, name: &str, from: &str, to: &str) -> String {
    let files = made(method);
    let text = read(&files, name);
    assert!(text.contains(from), "{text}");
    let text = text.replacen(from, to, 1);
    forge(files, name, &text).expect_err("it is a forgery").to_string()
}

#[test]
fn forgeries_that_everybody_signed_are_found() {
    let counts = made(COUNTS);
    let narrow = read(&counts, "01-stage.csv").lines().nth(2).expect("a row").to_owned();
    let cells: Vec<&str> = narrow.rsplitn(4, ',').collect();
    let narrower = format!("{},{},{},{}", cells[3], cells[2].parse::<i64>().expect("a number") + 1, cells[1], cells[0]);
    let epsilon =
        read(&counts, "ledger.json").split("\"epsilon\": ").last().expect("a sum").split(',').next().expect("a number");
    let stated = format!("\"epsilon\": {epsilon}");
    let cases = [
        (COUNTS, "ledger.json", &*stated, "\"epsilon\": 0.5", "stated sum"),
        (COUNTS, "ledger.json", "\"epsilon\": 2.0", "\"epsilon\": 0.9", "is allowed"),
        (COUNTS, "ledger.json", "\"rows_most\": 2", "\"rows_most\": 1", "somebody else was protected"),
        (COUNTS, "policy.toml", "epsilon = 1.0", "epsilon = 0.5", "another one"),
        (COUNTS, "01-stage.csv", &narrow, &narrower, "interval"),
        (TABLE, "01-stage-act.csv", ",suppressed,\n", ",shown,3\n", "does not allow"),
        (TABLE, "01-stage-act.csv", ",suppressed,\n", ",suppressed,7\n", "does not allow"),
        (TABLE, "01-stage-act.csv", ",shown,223\n", ",shown,224\n", "not the sum"),
        (TABLE, "policy.toml", "threshold = 11", "threshold = 2", "should have been refused"),
        (TABLE, "01-stage-act.csv", ",shown,66\n", ",shown,9000000000000000000\n", "does not allow"),
        (COUNTS, "ledger.json", "\"variance\": ", "\"variance\": 0.", "cannot be read"),
        (TABLE, "codebook.json", "\"code\": \"T1\"", "\"code\": \"T2\"", "not the one that stands here"),
        (TABLE, "risk.json", "\"smallest_shown\": ", "\"smallest_shown\": 9", "says something else"),
        (COUNTS, "risk.json", "\"sigma\": ", "\"sigma\": 9", "something else of its noise"),
        (SHARES, "risk.json", "\"suppressed\": ", "\"suppressed\": 9", "says something else"),
        (SYNTH, "ledger.json", "\"variance\": ", "\"variance\": 9", "the ledger reserves"),
        (SYNTH, "risk.json", "\"steps\": ", "\"steps\": 9", "the ledger reserves"),
        (SYNTH, "risk.json", "\"unit\": \"person\"", "\"unit\": \"record\"", "somebody else was protected"),
        (SYNTH, "01-records.csv", "\nT4,", "\nT7,", "not in codebook.json"),
        (SYNTH, "policy.toml", "\"A20\"", "\"A18\"", "another one"),
        (SYNTH, "02-measured.csv", "\nstage,T1,", "\nstage,T4,", "each combination of values once"),
        (SYNTH, "02-measured.csv", "\nstage × actor,", "\nstage × act,", "each combination of values once"),
        (SYNTH, "02-measured.csv", "\nstage,T4,", "\nstage,T4,9", "do not agree"),
        (SYNTH, "02-measured.csv", "T4 × P01 × A18,", "T4 × P01 × A18,17", "has estimates"),
        (SYNTH, "risk.json", "\"tables\": 2", "\"tables\": 1", "more sets of columns"),
        (AGGREGATE, "01-records.csv", "\nT4,", "\n_X,", "a multiple of it"),
        (AGGREGATE, "01-records.csv", "\nT4,", "\nT5,", "not in codebook.json"),
        (TABLE, "manifest.json", "\"counted\": 400", "\"counted\": 401", "manifest says"),
    ];
    for (method, name, from, to, why) in cases {
        let failed = forged(method, name, from, to);
        assert!(failed.contains(why), "{name}: {failed}");
    }
}

#[test]
fn a_hidden_count_that_is_left_to_subtraction_is_found() {
    // 5 are hidden behind a total.
    let made = made("kind = 'table'\nsets = [['actor']]");
    let csv = read(&made, "01-actor.csv");
    let last = csv.lines().last().expect("the total");
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    let (row, _) = rows[0].rsplit_once(',').expect("a count");
    let (row, _) = row.rsplit_once(',').expect("a state");
    let count = |line: &str| line.rsplit(',').next().and_then(|count| count.parse::<i64>().ok()).expect("it is shown");
    let rest: i64 = rows[1..3].iter().map(|line| count(line)).sum();
    let (from, to) = (
        format!("{}\n{}\n{}\n{last}", rows[0], rows[1], rows[2]),
        format!(
            "{row},suppressed,\n{}\n{}\n{},{}",
            rows[1],
            rows[2],
            last.rsplit_once(',').expect("a count").0,
            rest + 5
        ),
    );
    let failed = forged("kind = 'table'\nsets = [['actor']]", "01-actor.csv", &from, &to);
    assert!(failed.contains("can be computed"), "{failed}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn whatever_stands_in_a_file_the_verifier_answers(
        method in prop::sample::select(vec![TABLE, COUNTS, SYNTH, AGGREGATE]),
        file in 0_usize..20,
        at in any::<prop::sample::Index>(),
        gone in 0_usize..4,
        put in "[-0-9a-z,\"\n{}\\[\\]]{0,4}",
    ) {
        let files = made(method);
        let (name, bytes) = &files[file % files.len()];
        let letters: Vec<char> = String::from_utf8_lossy(bytes).chars().collect();
        let at = at.index(letters.len());
        let text: String = letters[..at].iter().copied().chain(put.chars()).chain(letters[at..].iter().skip(gone).copied()).collect();
        // It may be that nothing checked depends on it: a word of the notes. What counts is that there is an answer.
        let name = name.clone();
        if let Ok(release) = forge(files, &name, &text) {
            prop_assert!(verified(release.files()).passed());
        }
    }
}
