//! A record as of one revision, from what a bundle holds.

use overt_model::{Class, Codebook, Field, Record, RecordId};

use super::item::RevisionItem;
use crate::record::touches;

/// The record as of one revision, with the classes that came with it. Whatever is not in the form of this codebook refuses the
/// record: nothing may be lost unseen. The values move from the one to the other.
pub(super) fn rebuild(
    codebook: &Codebook,
    (id, schema): (RecordId, &str),
    revision: &mut RevisionItem,
) -> Result<Record, &'static str> {
    let schema = codebook.schema(schema).filter(|schema| !schema.is_abstract).ok_or("unknown-schema")?;
    if !revision.origin.is_in_form() || codebook.is_older_than(&revision.origin.codebook) {
        return Err("unreadable");
    }
    let mut record = Record::new(id, &schema.id, &revision.origin.codebook, revision.claim.clone());
    let is_class = |code: &str| Class::from_code(code).is_some_and(Class::is_sealed);
    if !revision.sealed.keys().all(|code| is_class(code)) {
        return Err("unreadable");
    }
    let parts = std::iter::once((None, &mut revision.fields));
    let parts = parts.chain(revision.sealed.iter_mut().map(|(code, fields)| (Class::from_code(code), fields)));
    for (class, fields) in parts {
        for (id, json) in std::mem::take(fields) {
            let property = schema.property(&id).ok_or("unknown-property")?;
            let belongs = class.map_or(!property.class.is_sealed(), |class| touches(property, class));
            let field = Field::from_json(property, json).filter(|_| belongs).ok_or("unreadable")?;
            record.fields.insert(property.id.clone(), field);
        }
    }
    Ok(record)
}
