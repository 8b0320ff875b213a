//! Records become an encoded file.

use std::collections::BTreeMap;
use std::io::Write;

use overt_model::Private;
use rand_core::CryptoRng;

use super::file::{self, Header, RECORDS_MAX, RecordId};
use super::sketch::{harden, sketch};
use super::tokens::{FieldKind, weighted};
use super::{Bits, Key, Plan, PprlError};

/// A record of the owner.
#[derive(Debug, Clone)]
pub struct Record<T> {
    /// How the owner finds it again. It does not leave the house.
    pub id: T,
    /// What is known of the person. What is missing or blank is left out; a kind may occur several times.
    pub values: Vec<(FieldKind, Private<String>)>,
}

/// What the owner keeps, and nobody else may see.
#[derive(Debug, Clone)]
pub struct Report<T> {
    /// Which line of the file stands for which record, by number of line. Numbers that are not here are padding.
    pub owners: Vec<(RecordId, T)>,
    /// Records about which too little is known, which are not in the file.
    pub thin: Vec<T>,
    /// Records without a person in the file.
    pub padding: usize,
}

/// How many records lend tokens to the padding.
const LENDERS: usize = 4096;

/// Writes the encoded file of `records`: encodings with random numbers, in the order of these, padding among them.
///
/// `random` must be that of the operating system, or one seeded from it. With the same `random` the file is the same.
///
/// # Errors
///
/// [`PprlError::Plan`] for a setting out of range, [`PprlError::TooManyRecords`], [`PprlError::Io`] where `out` fails.
pub fn encode<T>(
    plan: &Plan,
    key: &Key,
    records: impl IntoIterator<Item = Record<T>>,
    random: &mut impl CryptoRng,
    out: impl Write,
) -> Result<Report<T>, PprlError> {
    plan.check()?;
    let mut noise = Noise::new(random);
    let mut encodings: Vec<(RecordId, Bits)> = Vec::new();
    let mut report = Report { owners: Vec::new(), thin: Vec::new(), padding: 0 };
    let mut lenders = Lenders::default();
    for record in records {
        let tokens = weighted(&plan.weights, &record.values);
        if weight_of_kinds(&tokens) < plan.weight_min.max(1) {
            report.thin.push(record.id);
            continue;
        }
        if encodings.len() >= RECORDS_MAX {
            return Err(PprlError::TooManyRecords { limit: RECORDS_MAX });
        }
        let id = noise.id();
        encodings.push((id, harden(sketch(key, &tokens), plan.flip_share, &mut noise.0)));
        report.owners.push((id, record.id));
        lenders.offer(tokens, &mut noise);
    }
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most ten times ten million"
    )]
    let padding = (encodings.len() as f64 * plan.padding_share).ceil() as usize;
    if encodings.len() + padding > RECORDS_MAX {
        return Err(PprlError::TooManyRecords { limit: RECORDS_MAX });
    }
    for _ in 0..padding {
        let tokens = lenders.nobody(&mut noise);
        encodings.push((noise.id(), harden(sketch(key, &tokens), plan.flip_share, &mut noise.0)));
    }
    report.padding = padding;
    // The order of the owner would tell which records are old, or of one family.
    encodings.sort_unstable();
    report.owners.sort_unstable_by_key(|owner| owner.0);
    file::write(&Header::new(plan, key), &encodings, out)?;
    Ok(report)
}

/// Random bytes for one file, from a seed of the source that was passed in.
struct Noise(blake3::OutputReader);

impl Noise {
    fn new(random: &mut impl CryptoRng) -> Self {
        let mut seed = [0; 32];
        random.fill_bytes(&mut seed);
        Self(blake3::Hasher::new_derive_key("overt.pprl 2026 v1: noise of a file").update(&seed).finalize_xof())
    }

    fn id(&mut self) -> RecordId {
        let mut bytes = [0; 16];
        self.0.fill(&mut bytes);
        RecordId::from_bytes(bytes)
    }

    /// A number below `limit`, which is small enough for the modulus not to show.
    fn below(&mut self, limit: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        usize::try_from(u64::from_le_bytes(bytes) % limit as u64).expect("it is below a usize")
    }
}

/// Tokens of some records, drawn evenly from all (Vitter 1985, algorithm R).
#[derive(Default)]
struct Lenders {
    records: Vec<Vec<(String, u8)>>,
    offered: usize,
}

impl Lenders {
    fn offer(&mut self, tokens: BTreeMap<String, u8>, noise: &mut Noise) {
        self.offered += 1;
        let tokens = tokens.into_iter().collect();
        if self.records.len() < LENDERS {
            self.records.push(tokens);
        } else if let Some(place) = self.records.get_mut(noise.below(self.offered)) {
            *place = tokens;
        }
    }

    /// Tokens as a record has them, each from another person: it is like many people a little, and like nobody enough.
    fn nobody(&self, noise: &mut Noise) -> BTreeMap<String, u8> {
        let pattern = &self.records[noise.below(self.records.len())];
        let mut tokens = BTreeMap::new();
        for (token, weight) in pattern {
            let kind = kind(token);
            // A kind that few have is left out after some tries: most records do not have it either.
            for _ in 0..8 {
                let lender = &self.records[noise.below(self.records.len())];
                let of_kind: Vec<_> = lender.iter().filter(|lent| self::kind(&lent.0) == kind).collect();
                if !of_kind.is_empty() {
                    let (lent, _) = of_kind[noise.below(of_kind.len())];
                    tokens.insert(lent.clone(), *weight);
                    break;
                }
            }
        }
        tokens
    }
}

/// The weight of what is known, where a kind of token counts once: somebody with three surnames is not known better.
fn weight_of_kinds(tokens: &BTreeMap<String, u8>) -> u32 {
    let kinds: BTreeMap<&str, u8> = tokens.iter().map(|(token, weight)| (kind(token), *weight)).collect();
    kinds.into_values().map(u32::from).sum()
}

fn kind(token: &str) -> &str {
    token.split('|').next().unwrap_or_default()
}
