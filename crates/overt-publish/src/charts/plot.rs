//! What curves, histograms and clouds of points share: a field with lines across, words along its axes, and a line at the threshold.

use super::mark::line;
use super::span::{anchor, as_percent};

/// How high the field of a curve or histogram is, in pixels.
pub(super) const PLOT_HEIGHT: usize = 220;
/// Room below the field for the ticks and the name of the axis.
pub(super) const FOOT: usize = 38;

/// How much of the width is left free for the words of the lines across.
pub(super) const LEFT: f64 = 0.12;

/// A place along an axis, from 0 to 1, and its words.
pub(super) struct Tick {
    pub(super) place: f64,
    pub(super) words: String,
}

/// Where the field begins, and how high it is, in pixels.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) top: usize,
    pub(super) height: usize,
}

impl Field {
    pub(super) fn bottom(self) -> usize {
        self.top + self.height
    }

    /// The distance from the top at which a height lies, from 0 at the bottom to 1 at the top of the field.
    #[expect(clippy::cast_precision_loss, reason = "a field is some hundred pixels high")]
    pub(super) fn y(self, height: f64) -> f64 {
        self.bottom() as f64 - height.clamp(0.0, 1.0) * self.height as f64
    }

    /// Where a place along the axis lies, as a length.
    pub(super) fn x(place: f64) -> String {
        as_percent(LEFT + place * (1.0 - LEFT))
    }

    /// How wide a part of the axis is, as a length.
    pub(super) fn width(part: f64) -> String {
        as_percent(part * (1.0 - LEFT))
    }

    /// Lines across with their words on their left ends.
    pub(super) fn across(self, ticks: &[Tick]) -> String {
        let lines = ticks.iter().map(|tick| {
            let y = self.y(tick.place);
            format!(
                "<line class=\"rule\" x1=\"0\" y1=\"{y:.1}\" x2=\"100%\" y2=\"{y:.1}\"/>\
                 <text class=\"halo small muted\" x=\"0\" y=\"{:.1}\">{}</text>\n",
                y - 3.0,
                tick.words
            )
        });
        lines.collect::<Vec<_>>().concat()
    }

    /// Words below the field.
    pub(super) fn along(self, ticks: &[Tick], name: &str) -> String {
        let bottom = self.bottom();
        let mut parts =
            vec![format!("<line class=\"outline\" x1=\"0\" y1=\"{bottom}\" x2=\"100%\" y2=\"{bottom}\"/>\n")];
        for tick in ticks {
            let x = Self::x(tick.place);
            parts
                .push(format!("<line class=\"outline\" x1=\"{x}\" y1=\"{bottom}\" x2=\"{x}\" y2=\"{}\"/>", bottom + 4));
            parts.push(line(
                &x,
                bottom + 16,
                &format!("small muted {}", anchor(LEFT + tick.place * (1.0 - LEFT))),
                &tick.words,
            ));
        }
        parts.push(line("0", bottom + 33, "small", name));
        parts.concat()
    }

    /// A line from top to bottom with its words on the side where there is room.
    pub(super) fn threshold(self, place: f64, words: &str) -> String {
        let (x, top, bottom) = (Self::x(place), self.top, self.bottom());
        let (class, room) = if place > 0.5 { ("halo small end", -5) } else { ("halo small", 5) };
        format!(
            "<line class=\"ink-line dashed\" x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{bottom}\"/>\
             <g transform=\"translate({room} 0)\">{}</g>\n",
            top - 14,
            line(&x, top - 6, class, words)
        )
    }
}
