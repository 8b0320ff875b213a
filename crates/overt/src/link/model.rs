//! Files of models: TOML whose lines stay the same where nothing has changed.

use std::path::Path;

use overt_link::Model;
use sha2::{Digest as _, Sha256};

use super::given::Versioned;
use super::spec::{self, BYTES_MAX};
use crate::audit::outside;
use crate::exit::Exit;
use crate::failure::Failure;

/// Digits of a version. With twelve of them, two models of a person's life do not meet by chance.
const VERSION_DIGITS: usize = 12;
/// Digits of a number that mean something; the rest would differ from run to run of slightly different data.
const DIGITS: usize = 6;

const HEAD: &str = "\
# What agreement and disagreement weigh when records are linked, as `overt link train` has learned it.
# It holds shares and no value of a record. Its version is the beginning of the SHA-256 of this file.

";

/// The model in a file.
pub(super) fn read(path: &Path) -> Result<Versioned, Failure> {
    let text = outside::text(path, BYTES_MAX)?;
    let model: Model = spec::toml(path, "model", &text)?;
    let levels = model.comparisons.iter().flat_map(|comparison| &comparison.levels);
    let is_weight = |share: f64| share > 0.0 && share.is_finite();
    if !levels.into_iter().all(|level| is_weight(level.m) && is_weight(level.u)) {
        let message = format!("cannot use {}: `m` and `u` must be numbers above 0", path.display());
        return Err(Failure::new(Exit::WrongUse, "link-model", message).with_hint("`overt link train` writes one"));
    }
    spec::check(path, &model.spec)?;
    Ok(Versioned { model, version: version(&text), text })
}

/// A model as it will be in its file and as it is used from then on: the same, whether it was written in between or not.
pub(super) fn written(mut model: Model) -> Versioned {
    round(&mut model);
    let text = toml::to_string(&model).expect("a model is made of tables, numbers and texts");
    // A name with quotation marks and commas of its own could be torn, and then stays as it was.
    let parted = one_in_a_line(&text);
    let is_same = toml::from_str(&parted).is_ok_and(|read: Model| read == model);
    let text = format!("{HEAD}{}", if is_same { parted } else { text });
    let version = version(&text);
    Versioned { model, version, text }
}

fn version(text: &str) -> String {
    overt_store::hex(&Sha256::digest(text))[..VERSION_DIGITS].to_owned()
}

/// Lists of texts with one of them in each line, so that a rule more is a line more.
fn one_in_a_line(text: &str) -> String {
    let mut lines = String::with_capacity(text.len() * 2);
    for line in text.lines() {
        match line.split_once(" = [\"").and_then(|(name, list)| Some((name, list.strip_suffix("\"]")?))) {
            Some((name, list)) => {
                let list = list.split("\", \"").map(|text| format!("    \"{text}\",\n"));
                lines.extend([format!("{name} = [\n"), list.collect(), "]\n".to_owned()]);
            }
            None => lines.extend([line, "\n"]),
        }
    }
    lines
}

fn round(model: &mut Model) {
    model.prior_bits = rounded(model.prior_bits);
    model.household_prior_bits = model.household_prior_bits.map(rounded);
    for comparison in &mut model.comparisons {
        for level in &mut comparison.levels {
            level.m = rounded(level.m);
            level.u = rounded(level.u);
            level.household = level.household.map(rounded);
            level.mean_rarity = level.mean_rarity.map(rounded);
        }
        for given in &mut comparison.given {
            given.u.iter_mut().for_each(|share| *share = rounded(*share));
        }
    }
}

fn rounded(value: f64) -> f64 {
    format!("{value:.*e}", DIGITS - 1).parse().expect("a number that was written can be read")
}
