//! Invented results of every kernel: no place, no office, no sum is a real one. The same text stands in every label.

use overt_analysis::bounds::{self, extreme_bounds};
use overt_analysis::mediate::{Draws, mediation};
use overt_analysis::patterns::concentration::{self, Unit, concentration, two_levels};
use overt_analysis::patterns::enforcement::{self, Factor, Factors, Outcomes, Stratum, enforcement, factors};
use overt_analysis::patterns::prices::{Currency, Fee, Group, PaidFee, bribes, compare, corridors, difference, prices};
use overt_analysis::patterns::profile;
use overt_analysis::patterns::recurrence::{self, Candidate, recurrence};
use overt_analysis::patterns::timing::{
    self, Counting, Dated, Measure, Period, Seen, Watch, after_measure, before, changes,
};
use overt_analysis::regress::impute::{Recipe, imputed};
use overt_analysis::regress::{Column, Design, Errors, Fit, Table, ols, ordered_logit, proportional_odds};
use overt_analysis::undercount::{Histories, Plan, estimate, two_lists};
use overt_model::Lang;
use overt_publish::findings::{
    self, Asked, CountryTold, Coverage, CrossingOnRoute, Drivers, Fitted, Origin, Route, Variant,
};
use overt_publish::report::Report;

const DRAWS: Draws = Draws { count: 999, seed: 1 };

/// Where the rows come from; the text stands in its words, too.
pub(crate) fn origin(text: &str) -> Origin {
    Origin {
        facts: vec![("Snapshot".to_owned(), format!("snapshot {text}")), ("Program".to_owned(), "overt 1".to_owned())],
        left_out: vec![format!("Of 3 acts it is not known where they belong {text}.")],
        for_the_house: true,
    }
}

/// A report of every kind, with its name.
pub(crate) fn reports(text: &str) -> Vec<(&'static str, Report<'static>)> {
    vec![
        ("concentration", of_concentration(text, true)),
        ("concentration-even", of_concentration(text, false)),
        ("two-levels", of_two_levels(text)),
        ("changes", of_changes(text)),
        ("prices", of_prices(text)),
        ("corridors", of_corridors(text)),
        ("coverage", of_coverage(text)),
        ("routes", of_routes(text)),
        ("profile", of_profile(text)),
        ("measure", of_measure(text)),
        ("factors", findings::factors(&helped(text), &origin(text))),
        ("difference", of_difference(text)),
        ("undercount", of_undercount(text)),
        ("two-lists", of_two_lists(text)),
        ("drivers", of_drivers(text)),
        ("drivers-ordered", of_tiers(text)),
        ("bounds", of_bounds(text)),
        ("mediation", of_mediation(text)),
        ("enforcement", of_enforcement(text)),
        ("recurrence", of_recurrence(text)),
        ("before", of_before(text)),
    ]
}

fn of_two_levels(text: &str) -> Report<'static> {
    let unit = |place: usize| Unit {
        label: format!("post {place} {text}"),
        group: (place != 7).then(|| format!("region {} {text}", place % 2)),
        exposure: None,
        acts: if place == 3 { 20 } else { 3 },
    };
    let question = concentration::Question {
        acts: "acts of corruption".to_owned(),
        units: "posts".to_owned(),
        exposure: "days on duty".to_owned(),
        draws: DRAWS,
    };
    let units: Vec<Unit> = (0..9).map(unit).collect();
    findings::two_levels(&two_levels(&units, &question, "regions").unwrap(), &origin(text))
}

fn of_concentration(text: &str, is_clustered: bool) -> Report<'static> {
    let acts = [3, 5, if is_clustered { 31 } else { 4 }, 2, 0, 4, 6, 3, 5, 1, 4, 2];
    let unit = |(place, acts): (usize, &u64)| Unit {
        label: format!("post {place} {text}"),
        group: None,
        exposure: (place != 9).then_some(100.0 + 10.0 * f64::from(u8::try_from(place).unwrap())),
        acts: *acts,
    };
    let units: Vec<Unit> = acts.iter().enumerate().map(unit).collect();
    let question = concentration::Question {
        acts: "acts of corruption".to_owned(),
        units: format!("posts {text}"),
        exposure: "days on duty".to_owned(),
        draws: DRAWS,
    };
    findings::concentration(&concentration(&units, &question).unwrap(), &origin(text))
}

fn of_changes(text: &str) -> Report<'static> {
    let counts = [4, 3, 5, 4, 2, 4, 0, 3, 5, 4, 3, 4, 12, 14, 11, 13, 15, 12, 14, 13, 2, 1, 3, 2];
    let period = |(place, count): (usize, &u64)| Period {
        label: format!("{} Q{} {text}", 2015 + place / 4, place % 4 + 1),
        count: (![9, 10, 17].contains(&place)).then_some(*count),
        exposure: None,
    };
    let periods: Vec<Period> = counts.iter().enumerate().map(period).collect();
    let counting = Counting {
        acts: "acts of corruption".to_owned(),
        periods: "quarters".to_owned(),
        exposure: "exposure".to_owned(),
        draws: DRAWS,
    };
    findings::changes(&changes(&periods, &counting).unwrap(), &periods, &counting, &origin(text))
}

fn dollars() -> Currency {
    Currency { code: "USD".to_owned(), decimals: 2 }
}

fn groups(text: &str) -> Vec<Group> {
    let group = |place: i64, n: i64, unknown| Group {
        label: format!("crossing {place} {text}"),
        amounts: (0..n).map(|step| 10_000 * place + 1_500 * step + 700 * (step % 3)).collect(),
        unknown,
    };
    vec![group(1, 12, 2), group(2, 9, 0), group(5, 3, 4), group(9, 20, 1), group(7, 0, 6)]
}

fn of_prices(text: &str) -> Report<'static> {
    let groups = groups(text);
    let compared = compare(&groups, &dollars());
    findings::prices(&prices(&groups, &dollars()).unwrap(), compared.as_ref(), &origin(text))
}

fn of_difference(text: &str) -> Report<'static> {
    let groups = groups(text);
    findings::difference(&difference(&groups[3], &groups[0], &dollars()).unwrap(), &origin(text))
}

fn of_corridors(text: &str) -> Report<'static> {
    let fee = |place: i64| Fee {
        corridor: format!("corridor {} {text}", place % 3),
        paid: (place % 11 != 0).then_some(100_000 + 9_000 * place),
        receipt: (place % 2 == 0).then_some(90_000),
        cap: (place % 3 != 2).then_some(250_000),
    };
    let mut fees: Vec<Fee> = (0..45).map(fee).collect();
    fees.push(Fee { corridor: format!("silent {text}"), paid: None, receipt: None, cap: None });
    let (found, exclusions) = corridors(&fees, &dollars()).unwrap();
    let paid = |fee: &Fee| PaidFee {
        corridor: fee.corridor.clone(),
        paid: fee.paid,
        bribe: fee.paid.filter(|paid| paid % 2 == 0).map(|paid| paid / 4),
        lawful: fee.cap,
    };
    let bribes = bribes(&fees.iter().map(paid).collect::<Vec<_>>(), &dollars()).unwrap();
    findings::corridors(&found, &bribes, &exclusions, &origin(text)).unwrap()
}

fn of_coverage(text: &str) -> Report<'static> {
    let told = |code: &str, acts| CountryTold {
        code: code.to_owned(),
        name: format!("Invented Land {acts} {text}"),
        acts,
        people: 7,
        contributors: 2,
        quarters: (acts > 0).then(|| ["2020 Q1", "2024 Q4"].map(str::to_owned)),
        unknown: (acts > 0).then_some(0.25),
        risk: (acts == 9).then(|| "2WL (2015)".to_owned()),
    };
    let found = Coverage {
        told: [("NPL", 0), ("QAT", 9), ("COL", 40)].map(|(code, acts)| told(code, acts)).to_vec(),
        black_spots: vec![format!("Silent Land {text} (3)")],
        silent: vec![format!("Other Land {text}")],
        risk: "an invented list".to_owned(),
    };
    findings::coverage(&found, &origin(text))
}

fn of_routes(text: &str) -> Report<'static> {
    let crossing = CrossingOnRoute {
        name: format!("Invented Bridge {text}"),
        legs: 5,
        asked: Asked { yes: 2, no: 1, unknown: 2 },
        acts: vec![("A17".to_owned(), 3)],
    };
    let route = |crosses_border| Route {
        ends: ["NPL", if crosses_border { "IND" } else { "NPL" }].map(str::to_owned),
        name: format!("A to B {text}"),
        crosses_border,
        legs: 8,
        people: 6,
        legs_without_people: 1,
        asked: Asked::default(),
        acts: 3,
        crossings: vec![crossing.clone()],
    };
    findings::routes(&[route(true), route(false)], &origin(text))
}

fn of_profile(text: &str) -> Report<'static> {
    let group = |label: &str, [with, without, unknown]: [u64; 3]| profile::Group {
        label: format!("{label} {text}"),
        with,
        without,
        unknown,
    };
    let question = profile::Question {
        having: format!("women {text}"),
        people: "people who are charged".to_owned(),
        draws: DRAWS,
    };
    let groups = [group("both", [6, 3, 2]), group("trafficking only", [10, 25, 0]), group("nobody", [0, 0, 4])];
    findings::profile(&profile::profile(&groups, &question).unwrap(), &origin(text))
}

fn of_measure(text: &str) -> Report<'static> {
    let seen = |acts| Seen { acts: Some(acts), exposure: None };
    let unit = |place: u64| timing::Unit {
        label: format!("office {place} {text}"),
        measure: (place != 5).then_some(place.is_multiple_of(2)),
        before: vec![seen(8 + place), seen(9)],
        after: seen(if place.is_multiple_of(2) { 2 } else { 9 }),
    };
    let asked = Measure {
        acts: "leaks".to_owned(),
        units: "offices".to_owned(),
        measure: format!("the rule of rotation {text}"),
        exposure: "days on duty".to_owned(),
    };
    let units: Vec<timing::Unit> = (0..6).map(unit).collect();
    findings::after_measure(&after_measure(&units, &asked).unwrap(), &origin(text))
}

fn helped(text: &str) -> Factors {
    let case = |place: usize, first: bool| enforcement::Case {
        first: Some(first),
        outcome: Some(place % 5 < if first { 4 } else { 1 }),
        stratum: Some("court".to_owned()),
    };
    let cases = (0..40).map(|place| case(place, place < 20)).collect();
    let silent = vec![enforcement::Case { first: None, outcome: Some(true), stratum: None }];
    let factor = |label: &str, cases| Factor { label: format!("{label} {text}"), cases };
    factors(&[factor("joint team", cases), factor("never asked", silent)], "convicted")
}

pub(crate) fn histories(text: &str, lists: usize) -> Histories {
    let names = (0..lists).map(|list| format!("list {list} {text}")).collect();
    let counts = [62, 48, 11, 70, 9, 13, 4, 41, 6, 7, 2, 8, 3, 2, 1];
    let sets = 1..(1_usize << lists);
    Histories::new(names, sets.zip(counts)).unwrap()
}

fn of_undercount(text: &str) -> Report<'static> {
    findings::undercount(&estimate(&histories(text, 4), &Plan::usual(4, 1, 1)).unwrap(), &origin(text), Lang::En)
}

fn of_two_lists(text: &str) -> Report<'static> {
    findings::two_lists(&two_lists(&histories(text, 2), 0, 1, 0.95).unwrap(), &origin(text))
}

/// Fifty rows in which the outcome goes with the first column, and two of which lack something.
fn rows(text: &str, outcome: fn(f64) -> f64) -> Table {
    let noise = |place: u32, by: u32| f64::from((place * place * by + 37 * place) % 101) / 101.0 - 0.5;
    let column = |name: &str, value: &dyn Fn(u32) -> f64, gap: Option<u32>| {
        let values = (0..50).map(|place| (Some(place) != gap).then(|| value(place))).collect();
        Column::new(format!("{name} {text}"), values)
    };
    let first = |place| noise(place, 7) * 4.0;
    let between = |place| 0.6 * first(place) + noise(place, 11);
    Table::new(
        (0..50).map(|place| format!("row {place} {text}")).collect(),
        column(
            "outcome",
            &|place| outcome(1.0 - 0.9 * first(place) + 0.5 * between(place) + 3.0 * noise(place, 5)),
            None,
        ),
        vec![
            column("corruption", &first, Some(3)),
            column("between", &between, None),
            column("income", &|place| noise(place, 13) * 8.0, Some(8)),
        ],
    )
    .unwrap()
}

fn variants(table: &Table, names: &[String], fit: impl Fn(&Design) -> Fit) -> Vec<Variant> {
    let variant = |without: Option<&String>| {
        let kept: Vec<&str> = names.iter().filter(|name| Some(*name) != without).map(String::as_str).collect();
        let design = Design::new(&table.select(&kept).unwrap()).unwrap();
        let coefficient = Ok(fit(&design).coefficient(&names[0]).unwrap().clone()).into();
        Variant { without: without.cloned(), n: Some(design.n()), coefficient }
    };
    std::iter::once(None).chain(names[1..].iter().map(Some)).map(variant).collect()
}

fn names(text: &str) -> [String; 3] {
    ["corruption", "between", "income"].map(|name| format!("{name} {text}"))
}

fn of_drivers(text: &str) -> Report<'static> {
    let (table, names) = (rows(text, |value| value), names(text));
    let fit = |design: &Design| ols(design, Errors::Hc3).unwrap();
    let model = fit(&Design::new(&table).unwrap());
    let recipe = Recipe { imputations: 3, ..Recipe::new(1) };
    let found = Drivers {
        imputed: Some(imputed(&table, &recipe, |design| Ok(fit(design).fit)).unwrap()),
        proportional_odds: None,
        first: names[0].clone(),
        variants: variants(&table, &names, |design| fit(design).fit),
        reading: model.fit.reading,
        model: Fitted::Ols(model),
    };
    findings::drivers(&found, &origin(text))
}

fn of_tiers(text: &str) -> Report<'static> {
    let (table, names) = (rows(text, |value| value.clamp(0.0, 2.0).round()), names(text));
    let design = Design::new(&table).unwrap();
    let model = ordered_logit(&design, Errors::Classical).unwrap();
    let mut variants = variants(&table, &names, |design| ordered_logit(design, Errors::Classical).unwrap().fit);
    let problem = overt_analysis::Problem::new(format!("It has no answer {text}."), "Take more rows.");
    variants[1].coefficient = Err(problem).into();
    let found = Drivers {
        imputed: None,
        proportional_odds: Some(proportional_odds(&design).into()),
        first: names[0].clone(),
        variants,
        reading: model.fit.reading,
        model: Fitted::Ordered(model),
    };
    findings::drivers(&found, &origin(text))
}

fn of_bounds(text: &str) -> Report<'static> {
    let [corruption, between, _] = names(text);
    let question = bounds::Question { focus: vec![corruption, between], others: 0..=2, ..bounds::Question::default() };
    findings::bounds(&extreme_bounds(&rows(text, |value| value), &question, 1).unwrap(), &origin(text))
}

fn of_mediation(text: &str) -> Report<'static> {
    let [corruption, between, _] = names(text);
    let design = Design::new(&rows(text, |value| value)).unwrap();
    let found = mediation(&design, [&corruption, &between], Errors::Classical, DRAWS).unwrap();
    findings::mediation(&found, &origin(text))
}

fn of_enforcement(text: &str) -> Report<'static> {
    let stratum = |(place, [a, b, c, d]): (usize, [u64; 4])| Stratum {
        label: format!("court {place} {text}"),
        first: Outcomes { with: a, without: b },
        second: Outcomes { with: c, without: d },
    };
    let cases = [[3, 14, 20, 18], [2, 9, 15, 20], [0, 6, 9, 12], [5, 5, 22, 19], [0, 0, 4, 2]];
    let strata: Vec<Stratum> = cases.into_iter().enumerate().map(stratum).collect();
    let question = enforcement::Question {
        outcome: format!("convicted {text}"),
        first: "cases with both charges".to_owned(),
        second: "cases with one charge".to_owned(),
    };
    let (found, helped) = (enforcement(&strata, &[], &question).unwrap(), helped(text));
    findings::enforcement(&found, &question, Some(&helped), &origin(text))
}

fn of_recurrence(text: &str) -> Report<'static> {
    let label = |unit: usize| format!("post {unit} {text}");
    let candidates: Vec<Candidate> = (0..20).map(|unit| Candidate { label: label(unit), exposure: None }).collect();
    let case = |case: usize| recurrence::Case {
        label: format!("case {case} {text}"),
        units: vec![label(4), label((case * 7 + 1) % 20)],
    };
    let question = recurrence::Question { units: "posts".to_owned(), exposure: "exposure".to_owned(), draws: DRAWS };
    findings::recurrence(
        &recurrence(&candidates, &(0..9).map(case).collect::<Vec<_>>(), &question).unwrap(),
        &origin(text),
    )
}

fn of_before(text: &str) -> Report<'static> {
    let dated = |what: &str, days: &[i32]| -> Vec<Dated> {
        let all = days.iter().map(|day| Some(*day)).chain([None]);
        all.enumerate().map(|(place, day)| Dated { label: format!("{what} {place} {text}"), day }).collect()
    };
    let watch = Watch { events: "raids".to_owned(), signals: "signals".to_owned(), observed: (0, 399), window_days: 7 };
    let raids = dated("raid", &[40, 120, 200, 290, 350]);
    let signals = dated("signal", &[37, 38, 118, 196, 199, 288, 60, 345]);
    findings::before(&before(&raids, &signals, &watch).unwrap(), &origin(text))
}
