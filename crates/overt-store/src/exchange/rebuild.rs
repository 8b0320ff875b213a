//! A record as of one revision, from what a bundle holds.

use overt_model::{Class, Codebook, Field, Record};

use super::item::{RecordItem, RevisionItem};
use crate::record::touches;

/// The record as of one revision, with the classes that came with it. Whatever is not in the form of this codebook refuses the
/// record: nothing may be lost unseen.
pub(super) fn rebuild(codebook: &Codebook, item: &RecordItem, revision: &RevisionItem) -> Result<Record, &'static str> {
    let schema = codebook.schema(&item.schema).filter(|schema| !schema.is_abstract).ok_or("unknown-schema")?;
    if !revision.origin.is_in_form() || codebook.is_older_than(&revision.origin.codebook) {
        return Err("unreadable");
    }
    let mut record = Record::new(item.id, &schema.id, &revision.origin.codebook, revision.claim.clone());
    let is_class = |code: &str| Class::from_code(code).is_some_and(Class::is_sealed);
    if !revision.sealed.keys().all(|code| is_class(code)) {
        return Err("unreadable");
    }
    let parts = std::iter::once((None, &revision.fields));
    let parts = parts.chain(revision.sealed.iter().map(|(code, fields)| (Class::from_code(code), fields)));
    for (class, fields) in parts {
        for (id, json) in fields {
            let property = schema.property(id).ok_or("unknown-property")?;
            let belongs = class.map_or(!property.class.is_sealed(), |class| touches(property, class));
            let field = Field::from_json(property, json.clone()).filter(|_| belongs).ok_or("unreadable")?;
            record.fields.insert(property.id.clone(), field);
        }
    }
    Ok(record)
}
