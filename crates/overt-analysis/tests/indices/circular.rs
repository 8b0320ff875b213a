//! What is bound together by construction is found, with the way.

use overt_analysis::circular::{Corruption, Grade, Graph, Input};

use crate::data::inputs;

#[track_caller]
fn check(graph: &Graph, pair: [&str; 2], grade: Grade, paths: &[&[&str]]) {
    let found = graph.between(pair[0], pair[1]).expect("both are known");
    assert_eq!(found.grade, grade, "{pair:?}");
    let ways: Vec<Vec<&str>> = found
        .paths
        .iter()
        .map(|path| {
            let steps = path.steps.iter().map(|step| step.node.as_str());
            std::iter::once(path.index.as_str()).chain(steps).collect()
        })
        .collect();
    for wanted in paths {
        assert!(ways.iter().any(|way| way == wanted), "{wanted:?} is not among {ways:?}");
    }
    let reversed = graph.between(pair[1], pair[0]).expect("both are known");
    assert_eq!((reversed.grade, reversed.paths.len()), (grade, found.paths.len()), "the order does not matter");
    assert_eq!(found.paths.is_empty(), grade == Grade::None, "a flag has its path");
}

#[test]
fn every_known_circle_is_found_with_its_path() {
    let graph = inputs();
    for measure in ["CPI", "WGI_CC"] {
        check(
            &graph,
            [measure, "TIP_TIER"],
            Grade::Direct,
            &[&["TIP_TIER", "TVPA_B7"], &["TIP_TIER", "GOV_COMPLICITY"]],
        );
        check(
            &graph,
            [measure, "THREE_P"],
            Grade::Indirect,
            &[
                &["THREE_P", "TIP_REPORT_TEXT", "TIP_TIER", "GOV_COMPLICITY"],
                &["THREE_P", "TIP_REPORT_TEXT", "TIP_TIER", "TVPA_B7"],
            ],
        );
        check(&graph, [measure, "GSI_GOVRESP"], Grade::Direct, &[&["GSI_GOVRESP", "GOV_PENALTY"]]);
        check(&graph, [measure, "GSI_VULN"], Grade::Indirect, &[&["GSI_VULN", "GSI_GOVRESP", "GOV_PENALTY"]]);
        check(
            &graph,
            [measure, "GSI_PREV"],
            Grade::Indirect,
            &[&["GSI_PREV", "GSI_VULN", "GSI_GOVRESP", "GOV_PENALTY"]],
        );
    }
    check(&graph, ["CPI", "WGI_CC"], Grade::SharedSource, &[&["CPI", "WJP"], &["WGI_CC", "CPI_SHARED"]]);
    check(&graph, ["GSI_PREV", "GSI_VULN"], Grade::Direct, &[&["GSI_PREV", "GSI_VULN"]]);
    check(&graph, ["GSI_PREV", "GSI_GOVRESP"], Grade::Indirect, &[&["GSI_PREV", "GSI_VULN", "GSI_GOVRESP"]]);
    check(&graph, ["TIP_TIER", "THREE_P"], Grade::Indirect, &[&["THREE_P", "TIP_REPORT_TEXT", "TIP_TIER"]]);
    check(&graph, ["TIP_TIER", "GSI_PREV"], Grade::SharedSource, &[&["TIP_TIER", "TVPA_B7"]]);
}

#[test]
fn the_rights_index_is_bound_to_nothing() {
    let graph = inputs();
    let others: Vec<&str> = graph.indices().filter(|index| *index != "ITUC_GRI").collect();
    assert!(others.contains(&"CPI"));
    for other in others {
        check(&graph, [other, "ITUC_GRI"], Grade::None, &[]);
    }
    check(&graph, ["CPI", "UNODC_INCIDENCE"], Grade::None, &[]);
}

#[test]
fn a_claim_is_told_and_does_not_count() {
    let graph = inputs();
    let found = graph.between("CPI", "GSI_PREV").unwrap();
    assert_eq!(found.claimed.len(), 1);
    assert!(found.claimed[0].to_string().contains("[claimed only]"));
    assert!(found.paths.iter().all(|path| path.steps.iter().all(|step| step.corruption != Corruption::Claimed)));

    let rows = vec![input("A", "B", Corruption::Claimed), input("B", "S", Corruption::No)];
    let found = Graph::new(rows).unwrap().between("A", "B").unwrap();
    assert_eq!(found.grade, Grade::None);
    assert_eq!(found.claimed.len(), 1, "that one is made of the other, though neither measures corruption");
}

#[test]
fn surveys_are_offered_instead_of_prevalence_and_nothing_instead_of_tiers() {
    let graph = inputs();
    let prevalence = graph.between("CPI", "GSI_PREV").unwrap().alternatives;
    assert_eq!(prevalence.len(), 1);
    assert_eq!(prevalence[0].stand_alone, ["SURVEY_25", "SURVEY_54"]);
    let tiers = graph.between("CPI", "TIP_TIER").unwrap().alternatives;
    assert!(tiers[0].stand_alone.is_empty());
    assert!(tiers[0].clean.contains(&"TVPA_B1".to_owned()) && !tiers[0].clean.contains(&"TVPA_B7".to_owned()));
    assert!(
        graph.between("CPI", "WGI_CC").unwrap().alternatives.is_empty(),
        "two measures of the same need one choice"
    );
}

#[test]
fn a_printed_path_names_every_step() {
    let graph = inputs();
    let found = graph.between("CPI", "GSI_PREV").unwrap();
    let text = found.paths[0].to_string();
    assert!(text.starts_with("GSI_PREV <- GSI_VULN (") && text.ends_with("[measures corruption]"), "{text}");
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["grade"], "indirect");
}

fn input(index: &str, input: &str, corruption: Corruption) -> Input {
    Input {
        index: index.to_owned(),
        edition: "invented".to_owned(),
        input: input.to_owned(),
        name: format!("invented {input}"),
        role: "component".to_owned(),
        corruption,
        via: "direct".to_owned(),
        source: "invented".to_owned(),
    }
}

#[test]
fn indices_made_from_each_other_end() {
    let rows = vec![
        input("A", "B", Corruption::No),
        input("B", "A", Corruption::No),
        input("B", "C", Corruption::No),
        input("C", "B", Corruption::No),
    ];
    let graph = Graph::new(rows).unwrap();
    assert_eq!(graph.between("A", "B").unwrap().grade, Grade::Direct);
    assert_eq!(graph.between("A", "C").unwrap().grade, Grade::Indirect);
    assert_eq!(graph.every_pair().unwrap().len(), 3);
}

#[test]
fn the_same_source_under_two_indices_is_shared_even_without_corruption() {
    let graph = Graph::new(vec![input("A", "S", Corruption::No), input("B", "S", Corruption::No)]).unwrap();
    assert_eq!(graph.between("A", "B").unwrap().grade, Grade::SharedSource);
}

#[test]
fn an_index_of_which_nothing_is_known_is_refused_and_not_called_free() {
    let graph = Graph::new(vec![input("A", "S", Corruption::No)]).unwrap();
    let problem = graph.between("A", "B").expect_err("refused");
    assert!(problem.to_string().contains("“B”"));
    assert!(graph.between("A", "A").is_err());
}

#[test]
fn a_hostile_list_meets_a_sentence() {
    let name = |place: usize| format!("N{place}");
    let chain = (0..2_000).map(|place| input(&name(place), &name(place + 1), Corruption::No)).collect();
    let long = Graph::new(chain).unwrap();
    assert!(long.between("N0", "N1").expect_err("it is refused").sentence.contains("steps"));
    let everything = (0..40).flat_map(|one| (0..40).map(move |other| (one, other)));
    let rows = everything.map(|(one, other)| input(&name(one), &name(other), Corruption::No)).collect();
    assert!(Graph::new(rows).unwrap().between("N0", "N1").is_err());
    assert!(Graph::new(vec![input("A", "B", Corruption::No); 2_001]).is_err());
}
