//! Small charts as SVG, each with its finding as a sentence and the same numbers as a table.
//!
//! A chart is a value: the same value gives the same bytes. It needs no script, no font and no request, and takes its
//! colours from the page around it (`--overt-ink` and so on) or, alone, from its own light and dark palette. What is
//! counted are claims: a chart is a reason to look, and the page that shows it says so.

mod agreement;
mod axis;
mod bars;
mod choropleth;
mod curve;
mod figures;
mod file;
mod forest;
mod frame;
mod groups;
mod heat_map;
mod histogram;
mod html;
mod intervals;
mod legend;
mod mark;
mod measure;
mod odds;
mod of_kernels;
mod palette;
mod paths;
mod placing;
mod plot;
mod routes;
mod sankey;
mod scale;
mod scatter;
mod shares;
mod signed;
mod span;
mod specification;
mod state_bars;
mod table;
mod text;
mod timeline;
mod waterfall;
mod waterfall_text;
mod weights;
mod world;

pub use agreement::{Agreement, AgreementPoint};
pub use bars::{Bar, Bars};
pub use choropleth::{Choropleth, CountryValue, MapValue};
pub use curve::{Curve, CurvePoint, Series, Spacing};
pub use figures::{bits, interval, p_value, probability, share};
pub use groups::GroupStrips;
pub use heat_map::{Cell, HeatMap};
pub use histogram::Histogram;
pub use intervals::{IntervalRow, Intervals};
pub use paths::PathDrawing;
pub use routes::{Flow, MarkPlace, RouteEnd, RouteMap, RouteMark, RouteWords};
pub use sankey::{Sankey, SankeyPath, SankeyWords};
pub use scatter::{Scatter, ScatterAxis, ScatterPoint};
pub use shares::{ShareMark, ShareRow, Shares};
pub use specification::SpecificationCurve;
pub use state_bars::{STATES, StateBars, StateRow};
pub use table::Table;
pub use waterfall::Waterfall;
pub use waterfall_text::waterfall_text;
pub use weights::Weights;
pub use world::MapWords;

use overt_model::Lang;
pub(crate) use text::escaped;
pub use text::number;

use crate::language::Part;
use crate::report::say;
pub(crate) use figures::{Figures, amount, ends, figure, hundredths as percentage_points, quantity};
pub(crate) use file::{DrawingFile, file_style};
pub(crate) use forest::{Forest, ForestAxis, ForestEstimate};
pub(crate) use html::figure_html;
pub(crate) use of_kernels::{coefficient_name, say_circularity, say_why};
pub(crate) use palette::{in_print, page_palette, style};
pub(crate) use text::{capitalised, columns, listed, listed_with, plain, wrapped};
pub(crate) use timeline::Timeline;
pub(crate) use world::{areas_without_code, country_named};

/// What a chart is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Unique on the page; letters, digits and hyphens.
    pub id: String,
    /// The name of the chart.
    pub title: String,
    /// What is counted and how to read it.
    pub description: String,
    /// What is counted, in the plural: `acts of corruption`.
    pub unit: String,
    /// In which language all words of the chart are.
    pub lang: Lang,
}

impl Heading {
    /// A heading in English of these four, in the order in which they are declared.
    pub fn new(id: &str, title: &str, description: &str, unit: &str) -> Self {
        let [id, title, description, unit] = [id, title, description, unit].map(str::to_owned);
        Self { id, title, description, unit, lang: Lang::En }
    }

    /// The same in another language.
    #[must_use]
    pub fn language(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }

    /// Words of the catalogue, in the language of the chart.
    fn say(&self, name: &str, parts: &[(&'static str, Part<'_>)]) -> String {
        say(self.lang, name, parts)
    }

    /// The same without anything put in.
    fn word(&self, name: &str) -> String {
        self.say(name, &[])
    }

    /// Numbers, in the language of the chart.
    fn figures(&self) -> Figures {
        Figures(self.lang)
    }
}

/// One of the things along an axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The code of the codebook, or empty where there is none.
    pub code: String,
    /// The words for it.
    pub label: String,
    /// What neighbours on an axis belong to, such as a chain of stages.
    pub group: Option<String>,
}

impl Category {
    /// One that has no code and belongs to nothing.
    pub fn named(label: impl Into<String>) -> Self {
        Self { code: String::new(), label: label.into(), group: None }
    }

    /// Code and words, as they read in a sentence.
    fn name(&self) -> String {
        format!("{} {}", self.code, self.label).trim().to_owned()
    }
}

/// A chart that can be drawn, read out and tabulated.
pub trait Chart {
    /// What the chart is about.
    fn heading(&self) -> &Heading;

    /// What the chart shows, in words: its text alternative.
    fn finding(&self) -> String;

    /// The chart as one `<svg>` element, which is also a whole file.
    fn to_svg(&self) -> String;

    /// Every number of the chart.
    fn numbers(&self) -> Table<'_>;

    /// The same as one HTML `<table>`.
    fn to_table_html(&self) -> String {
        self.numbers().to_html()
    }

    /// The same as comma-separated text.
    fn to_csv(&self) -> Vec<u8> {
        self.numbers().to_csv()
    }

    /// The chart as an HTML `<figure>`: caption, finding, drawing, and the table to unfold.
    fn to_figure_html(&self) -> String {
        self.to_figure_in(None)
    }

    /// The same with the drawing and its numbers as files, where they lie in a folder.
    fn to_figure_in(&self, folder: Option<&str>) -> String {
        figure_html(self.heading(), &self.finding(), [&self.to_svg(), &self.to_table_html()], folder)
    }
}
