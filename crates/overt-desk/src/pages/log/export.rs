//! The log as a bundle that others verify offline, in memory and so not of any length.

use std::io::{Error, ErrorKind, Result as IoResult, Write};

use overt_model::Secret;

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::door::FILE_LEN_MAX;
use crate::shell::Shell;

/// Bytes up to a length.
#[derive(Default)]
struct Limited {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Write for &mut Limited {
    fn write(&mut self, bytes: &[u8]) -> IoResult<usize> {
        if self.bytes.len() + bytes.len() > FILE_LEN_MAX {
            self.is_full = true;
            return Err(Error::from(ErrorKind::FileTooLarge));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> IoResult<()> {
        Ok(())
    }
}

/// With what the entries say, which is logged first, or with commitments only.
pub(crate) async fn export(ask: &Ask) -> Result<Answer, Stopped> {
    let place = ask.desk.downloads.place().await.ok_or(Stopped::Busy)?;
    let is_open = ask.form.get("what") == Some("details");
    let auditor = if is_open { Some((ask.session()?, ask.today())) } else { None };
    let mut bundle = Limited::default();
    let written = ask.store().export_log(&mut bundle, (auditor, None), |_| ()).await.map(drop);
    if bundle.is_full {
        let shell = Shell::new(ask, ask.say("log-export"));
        return Ok(Answer::refused(super::super::lead(shell, ask.say("log-export-long"))?));
    }
    written?;
    let name = format!("overt-log-{}{}.jsonl", ask.today(), if is_open { "-with-details" } else { "" });
    Ok(Answer::file(&name, Secret::new(bundle.bytes), place))
}
