//! `overt backup check` and `overt backup read`.

use std::path::Path;

use overt_store::vault::ContainerError;
use overt_store::{StoreError, check_backup, read_backup};
use serde_json::json;

use super::key::KeyOptions;
use super::{in_json, there};
use crate::failure::Failure;
use crate::output::{Output, table};
use crate::store_options::StoreOptions;

pub(super) fn check(options: &StoreOptions, file: &Path) -> anyhow::Result<Output> {
    there(file)?;
    let facts = match check_backup(file) {
        Ok(facts) => facts,
        // Damage is an answer. A disk that cannot be read is none.
        Err(StoreError::Container(error)) if !matches!(error, ContainerError::Read(_)) => {
            let output = if options.json {
                Output::json(&json!({ "whole": false, "what": error.to_string() }))?
            } else {
                Output::text(format!("{}: {error}\n", file.display()))
            };
            return Ok(output.failing_if(true));
        }
        Err(error) => return Err(Failure::from(error).into()),
    };
    if options.json {
        return Output::json(&json!({
            "whole": true,
            "id": facts.id.to_string(),
            "tenant": facts.tenant.to_string(),
            "day": facts.day.to_string(),
            "holders": facts.holders,
        }));
    }
    Ok(Output::text(format!(
        "{} is complete and undamaged.\n\nmade on     {}\nof store    {}\nopens for   {}\n\nWhether somebody has put another \
         file in its place shows `overt backup read`, with a key.\n",
        file.display(),
        facts.day,
        facts.tenant,
        facts.holders.join(", ")
    )))
}

pub(super) fn read(options: &StoreOptions, file: &Path, key: &KeyOptions) -> anyhow::Result<Output> {
    there(file)?;
    let keys = options.data.join("keys");
    let (name, opener) = key.read(options, file, keys.is_dir().then_some(keys))?;
    let report = read_backup(file, (&name, &opener.key())).map_err(Failure::from)?;
    if options.json {
        return Output::json(&in_json(&report));
    }
    let rows: Vec<_> = report.digests.iter().map(|(table, digest)| [table.clone(), digest.clone()]).collect();
    Ok(Output::text(format!(
        "{} opens and can be restored: {} rows and {} attachment(s) of {}.\n\n{}",
        file.display(),
        report.rows,
        report.files,
        report.facts.day,
        table(["TABLE", "DIGEST"], &rows)
    )))
}
