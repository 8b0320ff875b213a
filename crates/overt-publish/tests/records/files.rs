//! The files of an export, kept in memory.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};

use overt_model::{Class, Codebook, Record};
use overt_publish::records::{Losses, Output, RecordWriter, Scope};

/// Every sealed class.
pub(crate) const ALL: [Class; 3] = [Class::Direct, Class::Narrative, Class::Sensitive];

pub(crate) fn scope(opened: &[Class]) -> Scope<'_> {
    Scope { codebook: Codebook::embedded(), opened }
}

#[derive(Clone, Default)]
pub(crate) struct Files(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

struct File(Files, String);

impl io::Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.0.lock().unwrap().get_mut(&self.1).unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Files {
    pub(crate) fn create(&self) -> impl FnMut(&str) -> io::Result<Output> + use<> {
        let files = self.clone();
        move |name| {
            assert!(files.0.lock().unwrap().insert(name.to_owned(), Vec::new()).is_none(), "{name} is made once");
            Ok(Box::new(File(files.clone(), name.to_owned())))
        }
    }

    pub(crate) fn file(&self) -> Output {
        self.create()("file").unwrap()
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        self.0.lock().unwrap().get(name).cloned().unwrap_or_else(|| panic!("no file {name}"))
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.0.lock().unwrap().keys().cloned().collect()
    }

    pub(crate) fn all(&self) -> BTreeMap<String, Vec<u8>> {
        self.0.lock().unwrap().clone()
    }
}

/// Writes all records and ends.
pub(crate) fn write_all(mut writer: Box<dyn RecordWriter + '_>, records: &[Record]) -> Losses {
    for record in records {
        writer.write(record).unwrap();
    }
    writer.finish().unwrap()
}
