//! Our exports held against the programs of others. `OVERT_PYTHON` names a Python that has them (`cargo xtask setup`).

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

use std::path::Path;
use std::process::Command;

use overt_model::{Codebook, Lang};
use overt_publish::codebook::{Format, export};

/// Runs a script over the files of an export, or says that nothing was checked.
fn ask(script: &str, format: Format, lang: Lang, arguments: &[&Path]) {
    let Some(python) = std::env::var_os("OVERT_PYTHON") else {
        eprintln!("SKIPPED: {script} needs OVERT_PYTHON, a Python with the packages of xtask/python-requirements.txt");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for file in export(Codebook::embedded(), format, None, lang).unwrap() {
        let path = folder.path().join(file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.bytes).unwrap();
    }
    let script_path = crate_folder().join("tests/peers").join(script);
    let output = Command::new(python).arg("-B").arg(script_path).arg(folder.path()).args(arguments).output().unwrap();
    eprint!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
}

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn pyxform_converts_the_form_of_every_schema() {
    ask("xlsform.py", Format::Xlsform, Lang::En, &[]);
}

#[test]
fn misp_accepts_the_taxonomy_and_the_template() {
    ask("misp.py", Format::Misp, Lang::En, &[]);
}

#[test]
fn followthemoney_loads_the_schemata_beside_its_own() {
    let table = crate_folder().join("src/codebook/ftm/schemata.json");
    for lang in [Lang::En, Lang::Fr] {
        ask("ftm.py", Format::Ftm, lang, &[&table]);
    }
}
