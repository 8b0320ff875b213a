//! `overt completions`.

use std::fs;

use crate::process::{error, peer, text};

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

#[test]
fn every_shell_learns_every_command() {
    let help = text(&["--help"]);
    for shell in SHELLS {
        let script = text(&["completions", shell]);
        for command in ["demo", "codebook", "completions", "man"] {
            assert!(help.contains(command) && script.contains(command), "{shell}: {command}");
        }
        assert!(script.contains("xlsform") || shell != "fish", "{shell}");
        assert!(script.contains("--format") || script.contains("-l format"), "{shell}");
    }
}

#[test]
fn the_shells_that_are_here_can_read_their_script() {
    let folder = tempfile::tempdir().unwrap();
    for (shell, check) in [("bash", "-n"), ("zsh", "-n"), ("fish", "--no-execute")] {
        let script = folder.path().join(shell);
        fs::write(&script, text(&["completions", shell])).unwrap();
        if let Some(output) = peer(shell, &[check, script.to_str().unwrap()]) {
            assert!(output.status.success() && output.stderr.is_empty(), "{shell}: {output:?}");
        }
    }
}

#[test]
fn bash_completes_commands_options_and_values() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("overt");
    fs::write(&script, text(&["completions", "bash"])).unwrap();
    let complete = |words: &[&str]| {
        let (current, previous) = (words[words.len() - 1], words[words.len() - 2]);
        let line = format!(
            "source {}; COMP_WORDS=({}); COMP_CWORD={}; _overt overt '{current}' '{previous}'; echo \"${{COMPREPLY[@]}}\"",
            script.display(),
            words.join(" "),
            words.len() - 1
        );
        peer("bash", &["-c", &line]).map(|output| String::from_utf8(output.stdout).unwrap())
    };
    for (words, expected) in [
        (&["overt", "codeb"][..], "codebook\n"),
        (&["overt", "codebook", "exp"], "export\n"),
        (&["overt", "codebook", "export", "--form"], "--format\n"),
        (&["overt", "codebook", "lists", "--lang", "f"], "fr\n"),
        (&["overt", "completions", "z"], "zsh\n"),
    ] {
        if let Some(found) = complete(words) {
            assert_eq!(found, expected, "{words:?}");
        }
    }
}

#[test]
fn the_help_says_where_the_script_goes_and_an_unknown_shell_is_wrong_use() {
    let help = text(&["completions", "--help"]);
    for shell in SHELLS {
        assert!(help.contains(&format!("overt completions {shell} >")), "{shell}");
    }
    assert!(error(&["completions", "tcsh"]).contains("possible values: bash"));
}
