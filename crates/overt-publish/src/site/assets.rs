//! What pages load beside their text: one style sheet, named by its content so that it is loaded once.

use std::sync::Arc;

use super::kept::{Kept, Lasting};
use crate::charts;

const CSS: &str = concat!(
    include_str!("../../templates/site/site.css"),
    include_str!("../../templates/parts.css"),
    include_str!("../../templates/report.css")
);

/// The files that pages load.
pub(super) struct Assets {
    style: Arc<Kept>,
}

impl Assets {
    /// All of them.
    pub(super) fn new() -> Self {
        let css = format!("{}{}{CSS}", charts::page_palette(), charts::style());
        Self { style: Arc::new(Kept::new("text/css; charset=utf-8", Lasting::ForEver, css)) }
    }

    /// The path of the style sheet.
    pub(super) fn style_path(&self) -> String {
        format!("/assets/{}.css", self.style.tag)
    }

    /// The file of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Arc<Kept>> {
        (name.strip_suffix(".css") == Some(&self.style.tag)).then_some(&self.style)
    }
}
