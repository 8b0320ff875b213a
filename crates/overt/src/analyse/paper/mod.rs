//! `overt analyse paper`: the numbers of papers, beside what they come to.

mod claim;
mod indices;
mod material;
mod models;
mod prevalence;
mod records;
mod rights;
mod tiers;
mod tiers_by_year;
mod undercount;

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use overt_publish::claims::{ClaimGroup, Claims, claims_csv, claims_page, claims_text};

use claim::Claim;

use super::library::Library;
use super::write;
use crate::output::Output;
use crate::written::ending;

/// Arguments of `overt analyse paper`.
#[derive(Args)]
pub(super) struct Choice {
    /// Write all of it into this file: `.html`, `.json` or `.csv`.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Also recompute what takes some seconds.
    #[arg(long)]
    long: bool,
}

pub(super) fn run(library: &Library, choice: &Choice, json: bool) -> anyhow::Result<Output> {
    let form = choice.out.as_deref().map(|path| ending(path, &["html", "json", "csv"])).transpose()?;
    let groups = groups(choice.long).into_iter().map(|(title, claims)| {
        let claims = claims.iter().map(|claim| claim.judge(library)).collect::<anyhow::Result<_>>()?;
        Ok(ClaimGroup { title: title.to_owned(), claims })
    });
    let claims = Claims { groups: groups.collect::<anyhow::Result<_>>()? };
    let mut text = claims_text(&claims);
    if let (Some(path), Some(form)) = (&choice.out, form) {
        let bytes = match form {
            "html" => claims_page(&claims).context("could not put the page together")?.into_bytes(),
            "json" => serde_json::to_vec_pretty(&claims)?,
            _ => claims_csv(&claims).context("could not put the table together")?,
        };
        write(path, &bytes)?;
        let _ = writeln!(text, "Written to {}.", path.display());
    }
    Output::answer(json, &claims, text)
}

/// All claims by subject.
fn groups(long: bool) -> Vec<(&'static str, Vec<Claim>)> {
    vec![
        ("Tiers and the Corruption Perceptions Index", tiers::claims()),
        ("Workers' rights and the Corruption Perceptions Index", rights::claims()),
        ("Prevalence and the Corruption Perceptions Index", prevalence::claims()),
        ("Countries over the years, and measures beside each other", indices::claims()),
        ("Models", models::claims()),
        ("People whom no list has", undercount::claims(long)),
        ("Dates, sums and defects", records::claims()),
    ]
}
