//! Invented tables: one so small that its risks can be counted by hand, and one as large as those of real life.

use overt_protect::risk::{Generalisation, Quasi, Question, Risk, Sensitive};
use overt_protect::{ColumnDomain, Domain, Rows, Table};

pub(crate) fn column(name: &str, values: &[&str]) -> ColumnDomain {
    ColumnDomain::new(name, values.iter().copied().map(str::to_owned).collect()).unwrap()
}

fn quasi(columns: std::ops::Range<usize>) -> Vec<Quasi> {
    columns.map(|column| Quasi { column, absent: None }).collect()
}

fn coarser(name: &str, column: usize, coarser: &[u16]) -> Generalisation {
    Generalisation { name: name.into(), column, coarser: coarser.to_vec() }
}

/// Eight people, whose names of columns and of one value can be chosen, and which organisation told of each.
pub(crate) fn eight(names: [&str; 3], last_city: &str, contributors: [u32; 8]) -> (Table, Question) {
    let [age, city, act] = names;
    let columns =
        vec![column(age, &["young", "old"]), column(city, &["A", "B", last_city]), column(act, &["bribe", "threat"])];
    let mut rows = Rows::new(Domain::new(columns).unwrap());
    for (age, city, act) in [
        ("young", "A", "bribe"),
        ("young", "A", "bribe"),
        ("young", "A", "threat"),
        ("young", "B", "bribe"),
        ("old", "B", "bribe"),
        ("old", "B", "threat"),
        ("old", "B", "threat"),
        ("old", last_city, "bribe"),
    ] {
        rows.push([age, city, act]).unwrap();
    }
    let question = Question {
        sensitive: vec![Sensitive { column: 2, ordered: false }],
        k: 3,
        generalisations: vec![coarser("regions", 1, &[0, 1, 1]), coarser("no age", 0, &[0, 0])],
        ..Question::about(quasi(0..2))
    };
    (rows.finish().with_contributors(contributors.to_vec()).unwrap(), question)
}

/// The eight people, told of by two organisations with no value of its own for either whole file.
pub(crate) fn small() -> Risk {
    let (table, question) = eight(["age", "city", "act"], "C", [1, 1, 1, 2, 1, 2, 2, 2]);
    Risk::measure(&table, &question).unwrap()
}

/// Numbers that look random and are always the same (Knuth's multiplier).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// From 0 to one less than `sides`, small ones more often.
    pub(crate) fn low(&mut self, sides: usize) -> usize {
        self.even(sides).min(self.even(sides)).min(self.even(sides))
    }

    /// From 0 to one less than `sides`.
    pub(crate) fn even(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

pub(crate) fn numbered(name: &str, of: &str, count: usize) -> ColumnDomain {
    ColumnDomain::new(name, (1..=count).map(|number| format!("{of} {number}")).collect()).unwrap()
}

/// Three thousand people, eight columns, six organisations, of which one works in one town only.
pub(crate) fn large() -> Risk {
    let ages =
        ["0 to 8", "9 to 17", "18 to 20", "21 to 23", "24 to 26", "27 to 29", "30 to 38", "39 to 47", "48 and over"];
    let columns = vec![
        column("ageBroad", &ages),
        column("gender", &["woman", "man", "other"]),
        numbered("citizenship", "Country", 12),
        numbered("countryOfExploitation", "Country", 6),
        numbered("yearOfRegistration", "Year", 4),
        numbered("typeOfLabour", "Kind of work", 4),
        numbered("townOfContact", "Town", 5),
        column("corruptionAct", &["none", "bribe", "threat", "false document", "warning before a raid"]),
    ];
    let mut dice = Dice(7);
    let mut rows = Rows::new(Domain::new(columns.clone()).unwrap());
    let mut contributors = Vec::new();
    for _ in 0..3_000 {
        let contributor = dice.low(6);
        let mut cells: Vec<&str> = Vec::new();
        for column in &columns {
            cells.push(&column.values()[dice.low(column.values().len())]);
        }
        cells[6] = if contributor == 3 { "Town 5" } else { cells[6] };
        if contributor != 3 && cells[6] == "Town 5" {
            cells[6] = "Town 1";
        }
        rows.push(cells).unwrap();
        contributors.push(u32::try_from(contributor).unwrap() + 1);
    }
    let by = |values: u16, width: u16| (0..values).map(|code| code / width).collect::<Vec<_>>();
    let question = Question {
        sensitive: vec![Sensitive { column: 7, ordered: false }],
        population: Some(120_000),
        generalisations: vec![
            coarser("ages by three", 0, &by(9, 3)),
            coarser("citizenship as region", 2, &by(12, 4)),
            coarser("country of exploitation as region", 3, &by(6, 3)),
            coarser("years by two", 4, &by(4, 2)),
            coarser("towns as districts", 6, &by(5, 3)),
        ],
        target: 0.05,
        ..Question::about(quasi(0..7))
    };
    Risk::measure(&rows.finish().with_contributors(contributors).unwrap(), &question).unwrap()
}
