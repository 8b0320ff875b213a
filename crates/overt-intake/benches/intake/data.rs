//! An invented file: 25 columns as a shelter with a form of its own would fill them.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use crate::Failure;
use crate::random::Random;

pub(crate) const COLUMNS: &str = "Case ID,First name,Family name,Sex,Nationality,Born,Registered,Marital status,Education,Status,\
    Decided by,Recruited through,Recruiter,Exploitation,Sector,Beaten,Threatened,Passport taken,Wages kept,Months,Act,Stage,\
    Amount,Crossed,Town";

const NAMES: [&str; 8] = ["Inventa", "Ejempla", "Fictitia", "Aninvented", "Noperson", "Madeupa", "Testana", "Sampla"];
const COUNTRIES: [&str; 8] = ["Nepal", "IND", "BD", "Moldova", "Thailand", "NGA", "Philippines", "UKR"];

/// Writes `count` rows, the same on every machine.
pub(crate) fn write(path: &Path, count: usize) -> Result<(), Failure> {
    let mut file = BufWriter::new(File::create(path)?);
    let mut random = Random::new(4);
    writeln!(file, "{COLUMNS}")?;
    for number in 1..=count {
        row(&mut file, &mut random, number)?;
    }
    Ok(file.flush()?)
}

fn row(file: &mut impl std::io::Write, random: &mut Random, number: usize) -> Result<(), Failure> {
    let tick = |random: &mut Random| if random.in_hundred(30) { "1" } else { "" };
    write!(file, "S-{number:07},{} {},Invented{}", random.pick(&NAMES), random.below(50), random.below(5000))?;
    write!(file, ",{}", random.pick(&["F", "F", "F", "M", "unknown"]))?;
    match random.below(4) {
        0 => write!(file, ",{};{}", COUNTRIES[random.below(4)], COUNTRIES[4 + random.below(4)])?,
        _ => write!(file, ",{}", random.pick(&COUNTRIES))?,
    }
    match random.below(3) {
        0 => write!(file, ",{}", random.between(1960..=2008))?,
        _ => write!(file, ",{:02}/{:02}/{}", random.between(1..=28), random.between(1..=12), random.between(1960..=2008))?,
    }
    write!(file, ",{:02}/{:02}/{}", random.between(1..=28), random.between(1..=12), random.between(2015..=2025))?;
    write!(file, ",{}", random.pick(&["single", "married", "widowed", ""]))?;
    write!(file, ",{}", random.pick(&["primary", "secondary", "none", ""]))?;
    write!(file, ",{}", random.pick(&["presumed", "identified", "identified"]))?;
    write!(file, ",{}", random.pick(&["police", "ngo", "court"]))?;
    write!(file, ",{}", random.pick(&["friends", "advert", "friends;advert", "work", ""]))?;
    write!(file, ",{}", random.pick(&["family", "known", "stranger", ""]))?;
    write!(file, ",{}", random.pick(&["labour", "sexual", "labour;sexual", "begging"]))?;
    write!(file, ",{}", random.pick(&["farm", "house", "building", ""]))?;
    for _ in 0..4 {
        write!(file, ",{}", tick(random))?;
    }
    write!(file, ",{}", random.between(0..=60))?;
    if random.in_hundred(50) {
        write!(file, ",{}", random.pick(&["waved through", "sold a visa", "looked away"]))?;
        write!(file, ",{}", random.pick(&["border", "papers", "venue"]))?;
        write!(file, ",\"{},{:03}.50\"", random.between(1..=40), random.below(1000))?;
        writeln!(file, ",{:02}/{:02}/{},Inventedpur {}", random.between(1..=28), random.between(1..=12), random.between(2010..=2024), random.below(300))?;
    } else {
        writeln!(file, ",,,,,")?;
    }
    Ok(())
}
