//! Writes the files and the truth, region by region.

use std::ops::ControlFlow;
use std::path::Path;

use crate::truth::Truth;
use crate::world::Region;
use crate::{Error, MEMBERS};

/// Largest scale.
pub const SCALE_MAX: u32 = 100;

/// What to invent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// How much: one region with 5,000 people who were trafficked for each, up to [`SCALE_MAX`].
    pub scale: u32,
    /// Where chance begins. The same plan gives the same bytes.
    pub seed: u64,
}

/// How far the writing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The region at hand, from 1.
    pub region: u32,
    /// How many there are.
    pub regions: u32,
    /// The code of the member whose rows of the region were written.
    pub member: &'static str,
}

/// Writes `files/` and `truth/` into a folder. A file gets its name when it is whole, so a run that is stopped, by `progress` or by
/// the machine, leaves no half file.
pub fn generate(plan: &Plan, folder: &Path, progress: &mut dyn FnMut(Step) -> ControlFlow<()>) -> Result<(), Error> {
    let Plan { scale, seed } = *plan;
    if !(1..=SCALE_MAX).contains(&scale) {
        return Err(Error::Scale(scale));
    }
    let files = folder.join("files");
    let mut truth = Truth::begin(&folder.join("truth"))?;
    let mut tellers = Vec::new();
    for member in MEMBERS {
        tellers.push((member.code, (member.teller)(&files)?));
    }
    for number in 1..=scale {
        let region = Region::invented(seed, number);
        truth.region(&region);
        for (member, teller) in &mut tellers {
            teller.tell(&region, &mut truth)?;
            if progress(Step { region: number, regions: scale, member }).is_break() {
                return Err(Error::Stopped);
            }
        }
    }
    tellers.into_iter().try_for_each(|(_, teller)| teller.finish())?;
    truth.finish()
}
