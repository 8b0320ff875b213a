//! What pages load beside their text: a style sheet, a sign and, where it was built, a script. Each is named by its content, so that it is
//! loaded once.

use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::kept::{Kept, Lasting};
use crate::charts;

const CSS: &str = concat!(
    include_str!("../../templates/site/site.css"),
    include_str!("../../templates/parts.css"),
    include_str!("../../templates/report.css")
);
/// The sign of pages in a list of pages, as SVG.
pub const ICON: &str = include_str!("../../templates/site/icon.svg");
/// What `web/` was built into. It is empty where nobody built it, and pages are then as they are without a script.
static BUILT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../web/dist");
const SCRIPT: &str = "islands.js";
const DESK_SCRIPT: &str = "desk.js";

/// The script that adds to the pages of the desk, if it was built.
pub fn desk_script() -> Option<&'static str> {
    BUILT.get_file(DESK_SCRIPT)?.contents_utf8()
}

/// The style sheet of the observatory: what else has pages looks the same with it.
pub fn style_sheet() -> String {
    format!("{}{}{CSS}", charts::page_palette(), charts::style())
}

/// The files that pages load.
pub(super) struct Assets {
    style: Arc<Kept>,
    icon: Arc<Kept>,
    script: Option<Arc<Kept>>,
}

impl Assets {
    /// All of them.
    pub(super) fn new() -> Self {
        let kept = |kind, bytes: Vec<u8>| Arc::new(Kept::new(kind, Lasting::ForEver, bytes));
        Self {
            style: kept("text/css; charset=utf-8", style_sheet().into()),
            icon: kept("image/svg+xml", ICON.into()),
            script: BUILT.get_file(SCRIPT).map(|file| kept("text/javascript; charset=utf-8", file.contents().to_vec())),
        }
    }

    /// The path of the style sheet.
    pub(super) fn style_path(&self) -> String {
        format!("/assets/{}.css", self.style.tag)
    }

    /// The path of the sign.
    pub(super) fn icon_path(&self) -> String {
        format!("/assets/{}.svg", self.icon.tag)
    }

    /// The path of the script, if there is one.
    pub(super) fn script_path(&self) -> Option<String> {
        self.script.as_ref().map(|script| format!("/assets/{}.js", script.tag))
    }

    /// The file of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Arc<Kept>> {
        let (tag, ending) = name.rsplit_once('.')?;
        let file = match ending {
            "css" => Some(&self.style),
            "svg" => Some(&self.icon),
            "js" => self.script.as_ref(),
            _ => None,
        };
        file.filter(|file| file.tag == tag)
    }
}
