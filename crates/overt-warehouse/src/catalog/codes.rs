//! The code lists as tables, so that a question can join labels, parents and what else is known of a code.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, StringArray};
use datafusion::catalog::{MemorySchemaProvider, SchemaProvider};
use overt_model::codebook::{Code, List};
use overt_model::{Codebook, Lang};

use super::in_memory;
use crate::WarehouseError;

/// One table for each list.
pub(super) fn lists(codebook: &Codebook) -> Result<Arc<dyn SchemaProvider>, WarehouseError> {
    let tables = MemorySchemaProvider::new();
    for list in codebook.lists() {
        tables.register_table(list.id.to_string(), in_memory(columns(list))?)?;
    }
    Ok(Arc::new(tables))
}

fn columns(list: &List) -> Vec<(&str, ArrayRef)> {
    let column = |cell: &dyn Fn(&Code) -> Option<String>| -> ArrayRef {
        Arc::new(list.codes().iter().map(cell).collect::<StringArray>())
    };
    let mut columns = vec![
        ("code", column(&|code| Some(code.code.to_string()))),
        ("label", column(&|code| Some(code.label.get(Lang::En).to_owned()))),
        ("label_es", column(&|code| Some(code.label.get(Lang::Es).to_owned()))),
        ("label_fr", column(&|code| Some(code.label.get(Lang::Fr).to_owned()))),
        ("definition", column(&|code| Some(code.definition.clone()))),
        ("parent", column(&|code| code.parent.as_ref().map(ToString::to_string))),
        ("valid_from", column(&|code| code.valid_from.map(|day| day.to_string()))),
        ("valid_to", column(&|code| code.valid_to.map(|day| day.to_string()))),
    ];
    for own in &list.columns {
        let cell = |code: &Code| list.own(code, &own.id).filter(|text| !text.is_empty()).map(str::to_owned);
        columns.push((own.id.as_str(), column(&cell)));
    }
    columns
}
