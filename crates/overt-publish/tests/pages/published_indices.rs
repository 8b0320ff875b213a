//! The pages of pairs about which papers were written, with the public series where they are there.

use overt_analysis::Problem;
use overt_analysis::associate::{Association, Coefficient, Groups, associate, ordered, partial, within_between};
use overt_analysis::fragility::{audit_pairs, jackknife, multiverse, ties};
use overt_analysis::series::{Joined, Key, join};
use overt_publish::analysis::{GroupsShown, Lab, Marked, Provenance};

use crate::reference;

fn every(joined: &Joined) -> Vec<Result<Association, Problem>> {
    Coefficient::ALL.map(|coefficient| associate(joined, coefficient)).into()
}

fn empty(names: [&str; 2], inputs: [&str; 2]) -> Lab {
    let circularity = reference::inputs().between(inputs[0], inputs[1]);
    Lab::new(names.map(str::to_owned), circularity, "overt, as it is tested".to_owned())
}

/// CPI 2017 and the prevalence of the Global Slavery Index 2016.
pub(crate) fn prevalence() -> Option<Lab> {
    let (cpi, prevalence) = (reference::cpi_2017()?, reference::prevalence_2016()?);
    let vulnerability = reference::gsi_2016("vulnerability", "vuln_mean")?;
    let joined = join(&[&cpi, &prevalence]);
    let surveyed = reference::surveyed_2016()?.into_iter().map(|country| Key { country, year: None });
    let third = join(&[&cpi, &prevalence, &vulnerability]);
    Some(Lab {
        logarithmic: [false, true],
        named: ["PRK", "UZB", "KHM", "SOM"].map(reference::key).into(),
        marked: vec![Marked { label: "with a survey of its own".to_owned(), members: surveyed.collect() }],
        associations: every(&joined),
        partial: Some(partial(&third)),
        ties: vec![ties(&join(&[&cpi]), 0), ties(&join(&[&prevalence]), 4)],
        pair_audit: Some(audit_pairs(&joined)),
        jackknife: Some(jackknife("CPI 2017", &reference::source_scores()?, 3, &prevalence, Coefficient::Spearman)),
        multiverse: Some(multiverse(&reference::question()?)),
        sources: third.sides.iter().map(Provenance::of).collect(),
        joined: Some(joined),
        ..empty(["CPI 2017", "prevalence of the GSI 2016"], ["CPI", "GSI_PREV"])
    })
}

/// CPI 2017 and the ten countries worst for workers in the Global Rights Index of 2018.
pub(crate) fn rights() -> Option<Lab> {
    let cpi = join(&[&reference::cpi_2017()?]);
    let ten = ["DZA", "BGD", "KHM", "COL", "EGY", "GTM", "KAZ", "PHL", "SAU", "TUR"].map(reference::key);
    let groups = Groups::split(&cpi, &ten, "the ten worst for workers", "all others").unwrap();
    Some(Lab {
        groups: Some(GroupsShown::of(&groups)),
        ties: vec![ties(&cpi, 0)],
        sources: cpi.sides.iter().map(Provenance::of).collect(),
        ..empty(["CPI 2017", "Global Rights Index 2018"], ["CPI", "ITUC_GRI"])
    })
}

/// Two measures of corruption of 2017.
pub(crate) fn witnesses() -> Option<Lab> {
    let joined = join(&[&reference::cpi_2017()?, &reference::control_of_corruption()?.at(2017)]);
    Some(Lab {
        associations: every(&joined),
        sources: joined.sides.iter().map(Provenance::of).collect(),
        joined: Some(joined),
        ..empty(["CPI 2017", "WGI control of corruption 2017"], ["CPI", "WGI_CC"])
    })
}

/// CPI and the tier of 2015.
pub(crate) fn tiers() -> Option<Lab> {
    let (cpi, tiers) = (reference::cpi()?, reference::tiers()?);
    let joined = join(&[&cpi.at(2015), &tiers.at(2015)]);
    let recent = |year: i32| (2012..=2015).contains(&year);
    let panel = join(&[&cpi.panel(recent), &tiers.panel(recent)]);
    let word = |tier| format!("tier {}", reference::tier_label(tier));
    let groups = Groups::by(&joined, word).unwrap();
    Some(Lab {
        associations: every(&joined),
        groups: Some(GroupsShown::of(&groups)),
        ordered: Some(ordered(&joined, word)),
        within_between: Some(within_between(&panel)),
        pair_audit: Some(audit_pairs(&joined)),
        sources: panel.sides.iter().map(Provenance::of).collect(),
        joined: Some(joined),
        ..empty(["CPI 2015", "TIP tier 2015"], ["CPI", "TIP_TIER"])
    })
}
