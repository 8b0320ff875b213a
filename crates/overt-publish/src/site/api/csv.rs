//! Cells as comma-separated text: the same columns for every table, so that one program reads all.

use super::cells::{Part, code_of, label_of};

/// The part as comma-separated text.
pub(super) fn written(part: &Part<'_>) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let columns = &part.table.columns;
    let mut names: Vec<String> =
        columns.iter().flat_map(|column| [column.name.clone(), format!("{}_label", column.name)]).collect();
    names.extend(["state", "count", "least", "most", "supported", "per_mille", "per_mille_step"].map(str::to_owned));
    let taken = "memory takes everything";
    out.write_record(&names).expect(taken);
    for cell in part.cells() {
        let codes = columns.iter().zip(&cell.places);
        let mut fields: Vec<String> = codes
            .flat_map(|(column, place)| [code_of(column, *place).to_owned(), label_of(column, *place, part.lang)])
            .collect();
        let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let count = cell.count;
        fields.extend([count.state.name().to_owned(), number(count.count), number(count.least), number(count.most)]);
        fields.push(count.supported.map(|supported| supported.to_string()).unwrap_or_default());
        fields.extend([number(count.per_mille), number(count.per_mille_step)]);
        out.write_record(&fields).expect(taken);
    }
    out.into_inner().expect(taken)
}
