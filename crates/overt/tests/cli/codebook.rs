//! `overt codebook`.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::process::{OVERT, error, json, overt, text};

/// A copy of the project's codebook in a folder of its own.
fn copied_codebook() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../codebook");
    for part in ["", "lists", "schemas"] {
        fs::create_dir_all(folder.path().join(part)).unwrap();
        for entry in fs::read_dir(original.join(part)).unwrap().map(Result::unwrap) {
            if entry.path().is_file() {
                fs::copy(entry.path(), folder.path().join(part).join(entry.file_name())).unwrap();
            }
        }
    }
    folder
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from));
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn lists_codes_and_schemas_are_shown_to_people_and_to_programs() {
    let lists = json(&["codebook", "lists"]);
    let acts = lists.as_array().unwrap().iter().find(|list| list["list"] == "acts").unwrap();
    assert_eq!(acts["codes"], 46);
    assert!(text(&["codebook", "show", "stages", "--lang", "es"]).contains("Captación"));
    assert_eq!(json(&["codebook", "show", "countries", "NA"])["code"], "NAM");
    assert_eq!(json(&["codebook", "show", "acts", "A31"])["own"]["degree"], "obstruction");
    assert!(text(&["codebook", "schema", "CorruptAct"]).contains("inferred-has-no-accused"));
    assert!(text(&["codebook", "schema", "Victim"]).contains("first_name + middle_name + family_name"));
    assert_eq!(json(&["codebook", "schema", "Victim"])["id"], "Victim");
}

#[test]
fn a_slip_of_the_pen_is_answered_with_what_was_meant() {
    assert!(error(&["codebook", "show", "stagess"]).contains("did you mean `stages`?"));
    assert!(error(&["codebook", "schema", "victim"]).contains("did you mean `Victim`?"));
    assert!(error(&["codebook", "show", "stages", "T99"]).contains("overt codebook show stages"));
}

#[test]
fn a_property_added_in_one_file_is_there_without_rebuilding() {
    let folder = copied_codebook();
    let schema = folder.path().join("schemas/fee_item.toml");
    let mut property = fs::read_to_string(&schema).unwrap();
    property.push_str(
        r#"
[[property]]
id = "paid_in_instalments"
section = "fee"
type = "flag"
class = "open"
deidentify = "keep"
label = { en = "Paid in instalments", es = "Pagado a plazos", fr = "Payé en plusieurs fois" }
help = { en = "Whether the sum was paid in parts.", es = "Si la suma se pagó por partes.", fr = "Si la somme a été payée par parties." }
"#,
    );
    fs::write(&schema, property).unwrap();
    let folder = folder.path().to_str().unwrap();
    assert!(text(&["codebook", "check", "--codebook", folder]).contains("0 warning(s)"));
    assert!(text(&["codebook", "schema", "FeeItem", "--codebook", folder]).contains("paid_in_instalments"));
    let changes = json(&["codebook", "diff", folder]);
    assert!(
        changes
            .as_array()
            .unwrap()
            .iter()
            .all(|change| change["path"].as_str().unwrap().contains("paid_in_instalments"))
    );
    let out = tempfile::tempdir().unwrap();
    text(&["codebook", "export", "--format", "csv", "--codebook", folder, "--out", out.path().to_str().unwrap()]);
    assert!(fs::read_to_string(out.path().join("properties.csv")).unwrap().contains("paid_in_instalments"));
}

#[test]
fn check_names_file_line_and_reason_and_fails() {
    let folder = copied_codebook();
    edit(&folder.path().join("lists/stages.csv"), "\nT2,", "\nT1,");
    edit(&folder.path().join("schemas/post.toml"), "class = \"", "class = \"un");
    let output = overt(&["codebook", "check", "--codebook", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let findings = String::from_utf8(output.stdout).unwrap();
    assert!(findings.contains("lists/stages.csv:") && findings.contains("stands twice"), "{findings}");
    assert!(findings.contains("schemas/post.toml:") && findings.contains("classes"), "{findings}");
    assert!(error(&["codebook", "lists", "--codebook", folder.path().to_str().unwrap()]).contains("codebook check"));
}

#[test]
fn files_that_are_no_codebook_are_refused_with_their_name() {
    let folder = copied_codebook();
    let stages = folder.path().join("lists/stages.csv");
    fs::write(&stages, b"code,label\nT1,\xe9tape\n").unwrap();
    let folder = folder.path().to_str().unwrap();
    assert!(error(&["codebook", "check", "--codebook", folder]).contains("stages.csv:2: the file is not UTF-8"));
    assert!(error(&["codebook", "lists", "--codebook", "/nowhere"]).contains("a codebook is a folder with"));
}

#[test]
fn a_failed_export_leaves_the_earlier_file_as_it_was() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().to_str().unwrap();
    text(&["codebook", "export", "--format", "json", "--out", folder]);
    let earlier = fs::read(out.path().join("codebook.json")).unwrap();
    // A folder where the unfinished file would be written stands in for a disk that refuses.
    fs::create_dir(out.path().join("codebook.json.unfinished")).unwrap();
    assert!(error(&["codebook", "export", "--format", "json", "--out", folder]).contains("cannot write"));
    assert_eq!(fs::read(out.path().join("codebook.json")).unwrap(), earlier);
    assert!(error(&["codebook", "export", "--format", "docx", "--out", folder]).contains("choose one of"));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut process = Command::new(OVERT)
        .args(["codebook", "show", "languages", "--json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(process.stdout.take());
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
