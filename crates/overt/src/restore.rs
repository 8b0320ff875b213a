//! `overt restore`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use overt_store::{Restored, Store};
use serde_json::json;

use crate::backup::key::KeyOptions;
use crate::backup::{in_json, there};
use crate::failure::Failure;
use crate::file;
use crate::output::Output;
use crate::settings::Settings;
use crate::store_options::StoreOptions;
use crate::store_url::StoreUrl;
use crate::workspace::{runtime, today};

/// Arguments of `overt restore`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The backup.
    file: PathBuf,
    /// `PostgreSQL` database for the tables, which must be empty; without it they are kept in the folder.
    #[arg(long, value_name = "URL")]
    store: Option<StoreUrl>,
    #[command(flatten)]
    key: KeyOptions,
    #[command(flatten)]
    options: StoreOptions,
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.options.json
    }
}

pub(crate) fn run(Arguments { file, store, key, options }: &Arguments) -> anyhow::Result<Output> {
    there(file)?;
    let (name, opener) = key.read(options, file, None)?;
    let url = store.as_ref().map(StoreUrl::as_str);
    let runtime = runtime()?;
    let progress = options.progress("Rows restored", None);
    let restored = runtime.block_on(async {
        let from = (&**file, &*name, &opener.key());
        let advance = |rows| progress.advance(rows);
        let (store, restored) =
            Store::restore(from, (&options.data, url), key.keys.as_deref(), today(), advance).await?;
        store.close().await;
        Ok::<_, overt_store::StoreError>(restored)
    });
    let restored = restored.map_err(Failure::from)?;
    progress.finish();
    if store.is_some() {
        let settings = Settings { store: store.clone() };
        file::replace(&Settings::path(&options.data), settings.text().as_bytes())?;
    }
    if options.json {
        let Restored { report, lost_entries, erased_again, new_pepper, new_log_key } = &restored;
        return Output::json(&json!({
            "folder": fs::canonicalize(&options.data).unwrap_or_else(|_| options.data.clone()),
            "backup": in_json(report),
            "lost_entries": lost_entries,
            "erased_again": erased_again,
            "new_pepper": new_pepper,
            "new_log_key": new_log_key,
        }));
    }
    Ok(Output::text(in_words(&restored, &options.data)))
}

fn in_words(restored: &Restored, folder: &Path) -> String {
    let Restored { report, lost_entries, erased_again, new_pepper, new_log_key } = restored;
    let mut text = format!(
        "Restored into {}: {} rows and {} attachment(s), as they were on {}.\n\n",
        folder.display(),
        report.rows,
        report.files,
        report.facts.day
    );
    let _ = match lost_entries {
        Some(0) => writeln!(text, "Lost: nothing that was confirmed after the backup."),
        Some(1) => writeln!(
            text,
            "Lost: the last entry of the log. It says that the backup was made, if that was the last act."
        ),
        Some(lost) => writeln!(
            text,
            "Lost: the last {lost} entries of the log, with what they were about; that the backup was made is one of them. \
             Whoever worked after the backup must do it again."
        ),
        None => writeln!(text, "Lost: not known, because the folder of keys, or the file `head` in it, was not given."),
    };
    let _ = match (lost_entries, erased_again) {
        (None, 0) => writeln!(
            text,
            "Erased again: nothing. Without the folder of keys, what was erased after the backup has come back: erase it again."
        ),
        (_, count) => writeln!(text, "Erased again: {count} class(es) that were erased after the backup was made."),
    };
    text.push_str("\nWhat to do now:\n");
    let mut number = 0;
    let mut step = |what: String| {
        number += 1;
        let _ = writeln!(text, "{number}. {what}");
    };
    if *new_pepper {
        step("Let everybody get in once with their recovery code (`overt key recover`): the pepper is a new one, and passphrases of before open nothing.".into());
    }
    step(format!("See that all of it is whole: overt audit verify --open --data {}", folder.display()));
    if *new_log_key {
        step(
            "Give auditors and witnesses the new policy (`overt audit policy`): the log is signed with a new key."
                .into(),
        );
    }
    if *lost_entries != Some(0) {
        step("Tell auditors and witnesses that a backup was restored: the log continues from an older state than they may have seen.".into());
    }
    step(format!("Copy {} to a safe place, apart from any backup.", folder.join("keys").display()));
    step("Make a new backup (`overt backup`).".into());
    text
}
