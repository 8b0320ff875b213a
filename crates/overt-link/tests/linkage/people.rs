//! Invented people, and the same people as other sources write them.

use overt_link::{Records, RecordsBuilder, Spec};

/// The columns of a row after id and source.
pub(crate) const COLUMNS: [&str; 7] =
    ["given_name", "family_name", "birth_date", "phone", "document", "place", "citizenship"];

/// One record as text.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) person: usize,
    pub(crate) values: [String; 7],
}

const STARTS: [&str; 14] = ["Ba", "Che", "Da", "Fo", "Gi", "Ka", "Lo", "Mi", "Na", "Pe", "Ro", "Sa", "Ti", "Vu"];
const MIDDLES: [&str; 12] = ["dar", "len", "mir", "nos", "rut", "vel", "kan", "tosh", "bel", "gar", "lim", "zan"];
const ENDS: [&str; 8] = ["a", "ov", "iko", "en", "ar", "u", "esh", "o"];
const PLACES: [&str; 6] = ["Northport", "Eastfield", "Millbridge", "Harbourtown", "Greenhill", "Stonegate"];

/// Numbers that look random and are the same every time.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// So many people, each written down one to four times.
pub(crate) fn people(count: usize, seed: u64) -> Vec<Row> {
    let mut numbers = Numbers(seed);
    let mut rows = Vec::new();
    for person in 0..count {
        let mut name = || format!("{}{}{}", numbers.pick(&STARTS), numbers.pick(&MIDDLES), numbers.pick(&ENDS));
        let (given, family) = (name(), name());
        let birth = format!("{}-{:02}-{:02}", 1950 + numbers.below(55), 1 + numbers.below(12), 1 + numbers.below(28));
        let phone = format!("07{:08}", numbers.below(100_000_000));
        let document = format!("X{:07}", numbers.below(10_000_000));
        let place = numbers.pick(&PLACES).to_owned();
        let values = [given, family, birth, phone, document, place, "NPL".to_owned()];
        for copy in 0..=numbers.below(4) {
            let mut values = values.clone();
            if copy > 0 {
                spoil(&mut values, &mut numbers);
            }
            let id = format!("r{:06}", rows.len());
            rows.push(Row { id, source: format!("s{}", numbers.below(5)), person, values });
        }
    }
    rows
}

fn spoil(values: &mut [String; 7], numbers: &mut Numbers) {
    for value in &mut values[3..6] {
        if numbers.below(3) == 0 {
            value.clear();
        }
    }
    let name = numbers.below(2);
    match numbers.below(6) {
        0 => values.swap(0, 1),
        1 => {
            values[name].remove(1);
        }
        2 => values[name] = values[name].to_uppercase(),
        3 => values[2].truncate(4),
        _ => {}
    }
}

/// The specification for persons, for these columns.
pub(crate) fn spec() -> Spec {
    let spec = Spec::from_toml(Spec::ready_text("person").expect("it comes with the program")).expect("it can be read");
    spec.only(|column| COLUMNS.contains(&column.name.as_str()) || column.name == "name")
}

/// Values of a row in the order of the columns of a specification.
pub(crate) fn values<'r>(spec: &Spec, row: &'r Row, name: &'r str) -> Vec<&'r str> {
    let value =
        |column: &str| COLUMNS.iter().position(|name| *name == column).map_or(name, |place| row.values[place].as_str());
    spec.columns.iter().map(|column| value(&column.name)).collect()
}

/// Records of these rows, in their order.
pub(crate) fn records(rows: &[Row]) -> Records {
    builder(rows).finish().expect("the ids are different")
}

pub(crate) fn builder(rows: &[Row]) -> RecordsBuilder {
    let spec = spec();
    let mut builder = RecordsBuilder::new(spec.clone());
    for row in rows {
        let name = format!("{} {}", row.values[0], row.values[1]);
        builder.push(&row.id, &row.source, values(&spec, row, &name));
    }
    builder
}
