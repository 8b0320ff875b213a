//! The fields of a record by property.

use compact_str::CompactString;

use super::Field;

/// The fields of a record in the order of their properties' names.
///
/// Used like a map. A record has a few dozen fields at most, so they lie side by side, which makes records several times faster to
/// build, read and drop than a tree does.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fields(Vec<(CompactString, Field)>);

impl Fields {
    /// No fields.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Fields that are in order already, each property once. Where records are made by the million, to look again would take
    /// longer than the rest; a debug build does.
    pub fn in_order(fields: Vec<(CompactString, Field)>) -> Self {
        debug_assert!(fields.is_sorted_by(|one, next| one.0 < next.0), "fields are in order, each once");
        Self(fields)
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn place(&self, property: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(id, _)| id.as_str().cmp(property))
    }

    /// The field of a property.
    pub fn get(&self, property: &str) -> Option<&Field> {
        self.place(property).ok().map(|place| &self.0[place].1)
    }

    /// The field of a property, to be changed.
    pub fn get_mut(&mut self, property: &str) -> Option<&mut Field> {
        self.place(property).ok().map(|place| &mut self.0[place].1)
    }

    /// Whether the property has a field.
    pub fn contains_key(&self, property: &str) -> bool {
        self.place(property).is_ok()
    }

    /// Sets the field of a property, and returns the one it had.
    pub fn insert(&mut self, property: CompactString, field: Field) -> Option<Field> {
        match self.place(&property) {
            Ok(place) => Some(std::mem::replace(&mut self.0[place].1, field)),
            Err(place) => {
                self.0.insert(place, (property, field));
                None
            }
        }
    }

    /// Takes the field of a property out.
    pub fn remove(&mut self, property: &str) -> Option<Field> {
        self.place(property).ok().map(|place| self.0.remove(place).1)
    }

    /// Takes all fields out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Keeps the fields for which `keeps` says so.
    pub fn retain(&mut self, mut keeps: impl FnMut(&CompactString, &mut Field) -> bool) {
        self.0.retain_mut(|(property, field)| keeps(property, field));
    }

    /// Properties and fields, in order.
    pub fn iter(&self) -> <&Self as IntoIterator>::IntoIter {
        self.into_iter()
    }

    /// Properties and fields, which may be changed.
    pub fn iter_mut(&mut self) -> <&mut Self as IntoIterator>::IntoIter {
        self.into_iter()
    }

    /// The properties, in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &CompactString> + Clone {
        self.0.iter().map(|(property, _)| property)
    }

    /// The fields, in the order of their properties.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Field> + Clone {
        self.0.iter().map(|(_, field)| field)
    }

    /// The fields, to be changed.
    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut Field> {
        self.0.iter_mut().map(|(_, field)| field)
    }
}

/// Of several fields of one property the last holds.
impl Extend<(CompactString, Field)> for Fields {
    fn extend<I: IntoIterator<Item = (CompactString, Field)>>(&mut self, fields: I) {
        for (property, field) in fields {
            self.insert(property, field);
        }
    }
}

impl FromIterator<(CompactString, Field)> for Fields {
    fn from_iter<I: IntoIterator<Item = (CompactString, Field)>>(fields: I) -> Self {
        let mut collected = Self::new();
        collected.extend(fields);
        collected
    }
}

impl IntoIterator for Fields {
    type Item = (CompactString, Field);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

type Pair<'a> = fn(&'a (CompactString, Field)) -> (&'a CompactString, &'a Field);

impl<'a> IntoIterator for &'a Fields {
    type Item = (&'a CompactString, &'a Field);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (CompactString, Field)>, Pair<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(property, field)| (property, field))
    }
}

type PairMut<'a> = fn(&'a mut (CompactString, Field)) -> (&'a CompactString, &'a mut Field);

impl<'a> IntoIterator for &'a mut Fields {
    type Item = (&'a CompactString, &'a mut Field);
    type IntoIter = std::iter::Map<std::slice::IterMut<'a, (CompactString, Field)>, PairMut<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut().map(|(property, field)| (&*property, field))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::State;

    proptest! {
        #[test]
        fn fields_are_a_map_in_order(steps in prop::collection::vec(("[a-e]{1,2}", any::<bool>()), 0..40)) {
            let (mut fields, mut map) = (Fields::new(), BTreeMap::new());
            for (property, inserts) in steps {
                let (id, field) = (CompactString::from(&*property), Field::state(State::AskedNo));
                if inserts {
                    prop_assert_eq!(fields.insert(id.clone(), field.clone()), map.insert(id, field));
                } else {
                    prop_assert_eq!(fields.remove(&property), map.remove(&*property));
                }
                prop_assert_eq!(fields.get(&property).is_some(), map.contains_key(&*property));
                prop_assert!(fields.iter().eq(map.iter()));
            }
        }
    }
}
