//! Acts by stage, actor and act: every one in just one cell.

use std::collections::BTreeMap;

use overt_model::{EntityId, Record, RecordId, Standing, State, Value};
use overt_warehouse::nexus::{self, Cube, Request};
use overt_warehouse::snapshot::Joins;
use overt_warehouse::{Opening, Role, Warehouse, WarehouseError};
use proptest::prelude::*;

use crate::invented::{Store, Told as _, act, codebook, first, open, record, snapshot, source, wait};

fn request(by: &[&str]) -> Request {
    let by: Vec<String> = by.iter().map(|name| (*name).to_owned()).collect();
    Request::new(codebook(), &by, Vec::new(), None).unwrap()
}

fn cube(records: Vec<Record>, request: &Request) -> Cube {
    let folder = tempfile::tempdir().unwrap();
    snapshot(folder.path(), records);
    wait(open(folder.path(), Role::Analyst).nexus(codebook(), request)).unwrap()
}

fn counts(cube: &Cube) -> Vec<(String, u64)> {
    cube.cells.iter().map(|cell| (cell.cell.to_string(), cell.records)).collect()
}

fn told() -> Vec<Record> {
    let mut reported = act(3, 2, ("T4", "P06", "A18")).on("2019").in_country("NPL");
    reported.claim.asserter = Some(overt_model::RecordId::from_bits(77));
    vec![
        act(1, 1, ("T4", "P06", "A18")).on("2017-05").in_country("NPL"),
        act(2, 1, ("T4", "P06", "A18")).on("2017").standing(Standing::Convicted),
        reported,
        act(4, 1, ("J4", "P01", "A31")).standing(Standing::Cleared),
        act(5, 2, ("T4", "P06", "A18")).standing(Standing::Withdrawn),
        record(6, 3, "CorruptAct")
            .with("stage", Value::code("T4"))
            .with("act", Value::code("A18"))
            .unanswered("actor_role", State::AskedUnknown),
        act(7, 3, ("J4", "P01", "A31")).on("2016/2018"),
    ]
}

/// Acts of which several records tell: those of a group are about one act.
fn linked(records: Vec<Record>, groups: &[&[u128]], role: Role) -> (tempfile::TempDir, Warehouse) {
    let folder = tempfile::tempdir().unwrap();
    let entity = |group: usize| EntityId::from_bits(1000 + group as u128);
    let joined = groups
        .iter()
        .enumerate()
        .flat_map(|(group, records)| records.iter().map(move |record| (RecordId::from_bits(*record), entity(group))));
    let joins = Joins { step: Some(8), kinds: vec![("CorruptAct".into(), joined.collect())] };
    let sources = (1..=3).map(source).collect();
    let store = Store { sources, records: records.len() as u64, leaf: 9, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();
    let warehouse = open(folder.path(), role);
    (folder, warehouse)
}

#[test]
fn an_act_of_which_several_tell_counts_once_in_every_cell_it_is_told_in_and_once_in_all() {
    // 1 and 3 tell the same in one cell; 2 and 6 are one act of which 6 does not know the actor; 7 stands alone.
    for role in Role::ALL {
        let (_folder, warehouse) = linked(told(), &[&[1, 3], &[2, 6]], role);
        let cube = wait(warehouse.nexus(codebook(), &request(&nexus::BY))).unwrap();
        let cells: Vec<_> = cube.cells.iter().map(|cell| (cell.cell.to_string(), cell.n, cell.records)).collect();
        assert_eq!(
            cells,
            [("T4/P06/A18".into(), 2, 3), ("T4/asked-unknown/A18".into(), 1, 1), ("J4/P01/A31".into(), 1, 1)]
        );
        assert!(cube.is_linked);
        assert_eq!((cube.acts, cube.control.counted), (3, 5));
        let by_stage: Vec<u64> = cube.sums([0]).into_values().collect();
        assert_eq!(by_stage, [2, 1], "the act that is in two cells of a stage is one of the stage");
    }
}

#[test]
fn who_sees_no_records_cannot_ask_for_them_by_a_condition_either() {
    let (_folder, warehouse) = linked(told(), &[&[1, 3]], Role::Observer);
    for condition in ["id IS NOT NULL", "stage IN (SELECT record FROM joined)"] {
        let request = Request { condition: Some(condition.into()), ..request(&nexus::BY) };
        assert!(wait(warehouse.nexus(codebook(), &request)).is_err(), "{condition}");
    }
}

#[test]
fn a_cell_tells_records_sources_contributors_standing_and_what_is_not_known() {
    let cube = cube(told(), &request(&nexus::BY));
    assert_eq!(counts(&cube), [("T4/P06/A18".into(), 3), ("T4/asked-unknown/A18".into(), 1), ("J4/P01/A31".into(), 1)]);
    let first = &cube.cells[0];
    // Record 3 came through contributor 2 and was said by a person; 1 and 2 only have their contributor.
    assert_eq!((first.sources, first.contributors), (2, 2));
    assert_eq!(first.standing, BTreeMap::from([("alleged", 2), ("convicted", 1)]));
    assert_eq!((first.unknown["happened_on"], first.unknown["place"], first.unknown["actor_role"]), (0, 1, 0));
    assert_eq!(cube.cells[1].unknown["actor_role"], 1);
    assert!(cube.cells[1].members[1].is_state);
    let left_out: Vec<_> = cube.control.excluded.iter().map(|(why, count)| (why.as_str(), *count)).collect();
    assert_eq!((cube.control.rows, cube.control.counted), (7, 5));
    assert_eq!(left_out, [("standing: cleared", 1), ("standing: withdrawn", 1)]);
}

#[test]
fn dimensions_follow_from_codes_dates_places_and_claims() {
    let by = |name: &str| counts(&cube(told(), &request(&[name])));
    assert_eq!(
        by("year"),
        [("2017".into(), 2), ("2019".into(), 1), ("several-years".into(), 1), ("not-asked".into(), 1)]
    );
    let known = |name: &str| -> Vec<String> {
        let cells = cube(told(), &request(&[name])).cells;
        let members = cells.into_iter().map(|mut cell| cell.members.remove(0));
        members.filter(nexus::Member::is_known).map(|member| member.code).collect()
    };
    assert_eq!(known("year"), ["2017", "2019"], "several years are none");
    assert_eq!(known("victims_present"), [""; 0], "nobody asked");
    assert_eq!(by("country"), [("NPL".into(), 2), ("not-asked".into(), 3)]);
    assert_eq!(by("chain"), [("trafficking".into(), 4), ("criminal_justice".into(), 1)]);
    assert_eq!(by("degree").iter().map(|(_, count)| count).sum::<u64>(), 5);
    assert_eq!(by("standing"), [("alleged".into(), 4), ("convicted".into(), 1)]);
    assert_eq!(by("sector"), [("public".into(), 4), ("asked-unknown".into(), 1)]);
}

#[test]
fn several_codes_of_one_act_are_one_member() {
    let mut both = act(1, 1, ("T4", "P06", "A18"));
    both.fields.insert("advantage".into(), overt_model::Field::values([Value::code("U05"), Value::code("U01")]));
    let records = vec![both, act(2, 1, ("T4", "P06", "A18")).with("advantage", Value::code("U01"))];
    let request = request(&["advantage"]);
    let cube = cube(records, &request);
    assert_eq!(counts(&cube), [("U01".into(), 1), ("U01+U05".into(), 1)]);
    let label = nexus::label(codebook(), &request.by[0], &cube.cells[1].members[0], overt_model::Lang::En);
    assert!(label.contains(" + "), "{label}");
}

#[test]
fn a_condition_and_chosen_standings_leave_out_the_rest_and_say_so() {
    let mut request = request(&["stage"]);
    request.condition = Some("place_country = 'NPL'".into());
    let found = cube(told(), &request);
    assert_eq!(counts(&found), [("T4".into(), 2)]);
    assert_eq!(found.control.excluded["the condition does not hold"], 5);
    let chosen = Request::new(codebook(), &["stage".into()], vec![Standing::Cleared], None).unwrap();
    assert_eq!(counts(&cube(told(), &chosen)), [("J4".into(), 1)]);
}

#[test]
fn what_is_no_condition_or_no_dimension_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    snapshot(folder.path(), told());
    let analyst = open(folder.path(), Role::Analyst);
    for condition in ["stage = 'T4') OR (1 = 1", "nothing = 1", "stage =", "1; DROP TABLE x"] {
        let request = Request { condition: Some(condition.into()), ..request(&["stage"]) };
        let refused = wait(analyst.nexus(codebook(), &request));
        assert!(matches!(refused, Err(WarehouseError::Question(_))), "{condition}: {refused:?}");
    }
    let unknown = Request::new(codebook(), &["colour".into()], Vec::new(), None);
    assert!(unknown.unwrap_err().to_string().contains("stage, "));
    let observer = open(folder.path(), Role::Observer);
    assert!(wait(observer.nexus(codebook(), &request(&nexus::BY))).is_ok());
    assert!(matches!(wait(observer.nexus(codebook(), &request(&["year"]))), Err(WarehouseError::Question(_))));
}

#[test]
fn a_cell_opens_down_to_its_claims_as_far_as_the_role_allows() {
    let folder = tempfile::tempdir().unwrap();
    snapshot(folder.path(), told());
    let request = request(&nexus::BY);
    let name = "T4/P06/A18".parse().unwrap();
    let opened = wait(open(folder.path(), Role::Analyst).open_cell(codebook(), &request, (&name, 0, 10))).unwrap();
    assert_eq!(opened.cell.unwrap().records, 3);
    let days: Vec<_> = opened.claims.iter().map(|claim| claim.happened_on.as_deref().unwrap()).collect();
    assert_eq!(days, ["2017", "2017-05", "2019"]);
    assert_eq!(opened.claims[2].source, "an invented contributor 2");
    assert!(opened.claims[2].asserter.is_some());
    let observed = wait(open(folder.path(), Role::Observer).open_cell(codebook(), &request, (&name, 0, 10))).unwrap();
    assert_eq!((observed.cell.unwrap().records, observed.claims.len()), (3, 0));
    let empty = "T1/P06/A18'; --".parse().unwrap();
    let none = wait(open(folder.path(), Role::Analyst).open_cell(codebook(), &request, (&empty, 0, 10))).unwrap();
    assert_eq!((none.cell, none.claims.len()), (None, 0));
    let short = "T4".parse().unwrap();
    assert!(wait(open(folder.path(), Role::Analyst).open_cell(codebook(), &request, (&short, 0, 10))).is_err());
}

#[test]
fn no_code_by_which_acts_are_counted_is_spelled_like_a_state() {
    for dimension in nexus::dimensions(codebook()) {
        let Some(list) = dimension.list.as_deref().filter(|list| *list != State::LIST) else { continue };
        let list = codebook().list(list).unwrap();
        assert!(list.codes().iter().all(|code| State::from_code(&code.code).is_none()), "{}", list.id);
    }
}

/// Acts with every kind of gap.
fn any_act() -> impl Strategy<Value = (u128, Option<usize>, Option<usize>, usize, usize)> {
    (1_u128..4, prop::option::of(0_usize..3), prop::option::of(0_usize..3), 0_usize..3, 0_usize..Standing::ALL.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn cells_equal_what_is_counted_by_hand_however_the_work_is_divided(
        drawn in prop::collection::vec(any_act(), 0..120),
    ) {
        let (stages, actors, acts) = (["T1", "T4", "J4"], ["P01", "P06", "S10"], ["A01", "A18", "A31"]);
        let mut expected: BTreeMap<String, u64> = BTreeMap::new();
        let mut records = Vec::new();
        for (id, (by, stage, actor, act, standing)) in (1..).zip(drawn) {
            let standing = Standing::ALL[standing];
            let mut made = record(id, by, "CorruptAct").with("act", Value::code(acts[act])).standing(standing);
            made = match stage {
                Some(stage) => made.with("stage", Value::code(stages[stage])),
                None => made.unanswered("stage", State::Withheld),
            };
            if let Some(actor) = actor {
                made = made.with("actor_role", Value::code(actors[actor]));
            }
            if standing.stands() {
                let name = [stage.map_or("withheld", |at| stages[at]), actor.map_or("not-asked", |at| actors[at]), acts[act]];
                *expected.entry(name.join("/")).or_default() += 1;
            }
            records.push(made);
        }
        let folder = tempfile::tempdir().unwrap();
        snapshot(folder.path(), records);
        for partitions in [1, 2, 5] {
            let opening = Opening { role: Role::Analyst, partitions: Some(partitions) };
            let warehouse = Warehouse::open(folder.path(), opening).unwrap();
            let cube = wait(warehouse.nexus(codebook(), &request(&nexus::BY))).unwrap();
            let found: BTreeMap<String, u64> = counts(&cube).into_iter().collect();
            prop_assert_eq!(&found, &expected);
            prop_assert!(cube.control.balances());
        }
    }
}
