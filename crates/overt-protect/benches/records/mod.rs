//! Records from files, and what the processor spent on this process.

use overt_protect::{ColumnDomain, Domain, Rows, Table};

/// Reads records (CSV) over their domain (JSON: the values of each column). Without a domain (`-`), the values are those of the file.
pub(crate) fn read(file: &str, domain: &str) -> Table {
    let mut reader = csv::Reader::from_path(file).expect("the file can be read");
    let names: Vec<String> = reader.headers().expect("it has a header").iter().map(str::to_owned).collect();
    let records: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("it is CSV")).collect();
    let json: Option<serde_json::Value> = (domain != "-").then(|| {
        let text = std::fs::read_to_string(domain).expect("the domain can be read");
        serde_json::from_str(&text).expect("it is JSON")
    });
    let values = |column: usize| -> Vec<String> {
        let declared = json.as_ref().map(|json| &json[&names[column]]);
        match declared {
            Some(serde_json::Value::Array(values)) => {
                values.iter().map(|value| value.as_str().expect("texts").to_owned()).collect()
            }
            Some(size) => (0..size.as_u64().expect("texts or a number")).map(|value| value.to_string()).collect(),
            None => {
                let mut found: Vec<String> = records.iter().map(|row| row[column].to_owned()).collect();
                found.sort();
                found.dedup();
                found
            }
        }
    };
    let column = |(at, name): (usize, &String)| ColumnDomain::new(name, values(at)).expect("values are different");
    let domain = Domain::new(names.iter().enumerate().map(column).collect()).expect("names are different");
    let mut rows = Rows::new(domain);
    for record in &records {
        rows.push(record).expect("in the domain");
    }
    rows.finish()
}

/// Seconds that the processor spent on this process.
pub(crate) fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = text.rsplit(')').next().into_iter().flat_map(|rest| rest.split_whitespace().skip(11).take(2));
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
