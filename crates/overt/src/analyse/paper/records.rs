//! Dates, sums and defects of printed tables.

use std::collections::BTreeSet;

use overt_analysis::series::{Dated, Fit, Series, Statement, compare, date_figures};

use super::claim::{Answer, Claim, Found, LIBERTY, OECD, REFERENCE, count, estimated, number};
use super::material::{self, GSI_2016, LATER, key, later};
use crate::analyse::library::Library;

const PROSECUTIONS: &str = "world_tip_prosecutions.csv";
const HAKEN: &str = "haken_illicit_trade_2011.csv";
const PROFITS: &str = "ilo_profits_2005.csv";
const TREATIES: &str = "treaties_un_2015.csv";

pub(super) fn claims() -> Vec<Claim> {
    let dated = |says: String, what: &str, year: i32, figures: [Option<&'static str>; 2]| {
        let mut claim = Claim::new(&says, what).figure("year of the figures", &year.to_string());
        for (name, printed) in ["prosecutions", "convictions"].into_iter().zip(figures) {
            if let Some(printed) = printed {
                claim = claim.figure(name, printed);
            }
        }
        claim.files(&[PROSECUTIONS]).recomputed(move |library| misdated(library, year, figures))
    };
    vec![
        dated(
            format!("{OECD}, paragraph 10"),
            "In 2011 there were 9,460 prosecutions and 5,774 convictions in the world.",
            2011,
            [Some("9,460"), Some("5,774")],
        ),
        Claim::new(
            &format!("{LIBERTY}, on systematic data collection"),
            "In 2016 there were 14,894 prosecutions and 9,071 convictions in the world.",
        )
        .figure("prosecutions", "14,894")
        .figure("convictions", "9,071")
        .unavailable(
            "The only figures of 2016 that we have were copied from this text, and a text cannot confirm itself.",
        ),
        dated(
            format!("{LIBERTY}, on systematic data collection"),
            "In 2015 there were 6,615 convictions in the world.",
            2015,
            [None, Some("6,615")],
        ),
        Claim::new(REFERENCE, "Convictions for each prosecution in the world, 2015 and 2016.")
            .figure("ratio", "0.349 / 0.609")
            .files(&[PROSECUTIONS])
            .recomputed(ratio),
        Claim::new(
            &format!("{OECD}, Table 1, after Haken (2011)"),
            "Illicit trade is worth 639 to 651 billion dollars.",
        )
        .figure("billions: sum of the lows, of the highs", "639 / 651")
        .files(&[HAKEN])
        .recomputed(illicit_trade),
        Claim::new(
            &format!("{OECD}, Table 2, after the ILO (2005)"),
            "Forced labour by trafficking yields 31,654 million dollars a year.",
        )
        .figure("millions: sum of the regions", "31,654")
        .files(&[PROFITS])
        .recomputed(profits),
        Claim::new(&format!("{OECD}, paragraph 25"), "There are 166 parties to the Trafficking in Persons Protocol.")
            .figure("parties", "166")
            .files(&[TREATIES])
            .recomputed(parties),
        Claim::new("Walk Free Foundation, GSI 2016", "45.8 million people live in modern slavery.")
            .figure("millions: sum of the countries", "45.8")
            .files(&[GSI_2016])
            .recomputed(enslaved),
        Claim::new(
            "Lavelle-Hill et al. (2021), supplementary data",
            "The prevalence that is dated 2016 is that of the Global Slavery Index 2016.",
        )
        .figure("countries that differ from the GSI 2016", "0")
        .files(&[LATER, GSI_2016])
        .recomputed(defective),
    ]
}

fn world(library: &Library, column: &str) -> anyhow::Result<Series> {
    library.read(PROSECUTIONS, column, [column, "TIP Reports"], |row| material::number(row.get(column)))
}

/// A figure as it was printed.
fn stated(printed: &str) -> Option<f64> {
    material::number(&printed.replace(',', ""))
}

fn misdated(library: &Library, year: i32, figures: [Option<&str>; 2]) -> anyhow::Result<Found> {
    let tables = [world(library, "prosecutions")?, world(library, "convictions")?];
    let statement = Statement { year, figures: figures.map(|figure| figure.and_then(stated)).into() };
    let found: Dated = estimated(date_figures(&tables.each_ref(), key("WLD").country, &statement))?;
    let fits = match found.fit {
        Fit::Exact | Fit::Near => Some(year),
        Fit::OtherYear(other) => Some(other),
        Fit::NoYear => None,
    };
    let mut answers =
        vec![fits.map_or_else(|| Answer::Words("no year".to_owned(), false), |year| number(f64::from(year)))];
    for (table, figure) in tables.iter().zip(figures) {
        if figure.is_some() {
            let cell = fits.and_then(|year| table.cell(key("WLD").country, year));
            answers.push(cell.map_or(Answer::Unknown, |cell| number(cell.value)));
        }
    }
    let beside: Vec<String> = tables
        .iter()
        .filter_map(|table| Some(format!("{} {}", table.label(), table.cell(key("WLD").country, year)?.value)))
        .collect();
    let reason = format!("{} The table has for {year}: {}.", found.sentence, beside.join(", "));
    let contradicted = matches!(found.fit, Fit::OtherYear(_));
    Ok(Found { answers, n: None, exclusions: Vec::new(), method: found.method.to_owned(), reason, contradicted })
}

fn ratio(library: &Library) -> anyhow::Result<Found> {
    let (prosecutions, convictions) = (world(library, "prosecutions")?, world(library, "convictions")?);
    let of_year = |year| {
        let [one, other] = [&convictions, &prosecutions].map(|series| series.cell(key("WLD").country, year));
        Some(one?.value / other?.value)
    };
    let ratios: Option<Vec<f64>> = [2015, 2016].into_iter().map(of_year).collect();
    let reason =
        "A conviction can follow a prosecution of an earlier year, so this is no rate of success. The figures of 2016 \
                  are those that On Thin Ice states."
            .to_owned();
    Ok(Found {
        answers: vec![ratios.map_or(Answer::Unknown, Answer::Numbers)],
        method: "quotient".to_owned(),
        reason,
        ..Found::default()
    })
}

fn illicit_trade(library: &Library) -> anyhow::Result<Found> {
    let rows = library.rows_with(HAKEN, &["market", "low_usd", "high_usd", "level"])?;
    // Parts of a market are in it, and totals are what is checked.
    let markets = || rows.iter().filter(|row| row.get("level") == "top" && !row.get("market").ends_with("(printed)"));
    let billions = |column: &str| markets().filter_map(|row| material::number(row.get(column))).sum::<f64>() / 1e9;
    Ok(Found {
        answers: vec![Answer::Numbers(vec![billions("low_usd"), billions("high_usd")])],
        n: Some(markets().count()),
        method: "sum of the markets, without the parts of counterfeits".to_owned(),
        ..Found::default()
    })
}

fn profits(library: &Library) -> anyhow::Result<Found> {
    let rows = library.rows_with(PROFITS, &["region", "total_profits_million_usd"])?;
    let regions = || rows.iter().filter(|row| row.get("region") != "World");
    let sum = regions().filter_map(|row| material::number(row.get("total_profits_million_usd"))).sum();
    Ok(Found {
        answers: vec![number(sum)],
        n: Some(regions().count()),
        method: "sum of the regions".to_owned(),
        ..Found::default()
    })
}

fn parties(library: &Library) -> anyhow::Result<Found> {
    let rows = library.rows_with(TREATIES, &["iso3", "treaty", "bound_date", "as_of"])?;
    let bound = || rows.iter().filter(|row| row.get("treaty") == "TIP_PROTOCOL" && !row.get("bound_date").is_empty());
    let parties: BTreeSet<&str> = bound().map(|row| row.get("iso3")).collect();
    let days: BTreeSet<&str> = bound().map(|row| row.get("as_of")).collect();
    let days: Vec<&str> = days.into_iter().collect();
    let reason = format!(
        "As of {}; the paper gives no day. How many parties there are depends on the day, and on whether the European Union and states \
         without a code of their own are counted.",
        days.join(", ")
    );
    Ok(Found {
        answers: vec![count(parties.len())],
        method: "countries with a day from which they are bound".to_owned(),
        reason,
        ..Found::default()
    })
}

fn enslaved(library: &Library) -> anyhow::Result<Found> {
    let rows = library.rows_with(GSI_2016, &["number_enslaved"])?;
    let people: Vec<f64> = rows.iter().filter_map(|row| material::number(row.get("number_enslaved"))).collect();
    let millions = people.iter().sum::<f64>() / 1e6;
    Ok(Found {
        answers: vec![number(millions)],
        n: Some(people.len()),
        method: "sum of the countries".to_owned(),
        reason: "That the parts add up does not show that they are right: most are extrapolated.".to_owned(),
        ..Found::default()
    })
}

fn defective(library: &Library) -> anyhow::Result<Found> {
    let found = compare(&later(library)?, &library.series("GSI")?);
    let named = found.disagreements.iter().map(|row| {
        let also: Vec<String> = row.same_as.iter().map(|year| format!(", the value of {year}")).collect();
        let also = also.concat();
        format!("{} {} instead of {:.4}{also}", row.country, row.checked.value, row.reference.value)
    });
    let named: Vec<String> = named.collect();
    let reason =
        if named.is_empty() { found.sentence } else { format!("{} They are {}.", found.sentence, named.join("; ")) };
    Ok(Found {
        answers: vec![count(found.disagreements.len())],
        n: Some(found.n),
        exclusions: found.exclusions,
        method: found.method.to_owned(),
        reason,
        contradicted: !found.disagreements.is_empty(),
    })
}
