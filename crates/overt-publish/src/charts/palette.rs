//! The colours of charts and pages, for light and for dark. One place, so that one test holds their contrast.

use std::fmt::Write as _;

/// The shades of the scale. Six are as many as people tell apart beside a legend.
pub(super) const SHADES: usize = 6;

/// The colours of one scheme.
pub(super) struct Palette {
    /// Text.
    ink: &'static str,
    /// Text that stands back.
    muted: &'static str,
    /// Links and bars.
    accent: &'static str,
    /// A second hue, for what stands against the accent. People who see few colours tell the two apart.
    second: &'static str,
    /// Outlines that carry meaning.
    line: &'static str,
    /// Rules that only divide.
    rule: &'static str,
    /// The ground.
    surface: &'static str,
    /// A ground that stands out a little.
    panel: &'static str,
    /// One hue in even steps of lightness, from few to many, so that print in grey keeps the order.
    shades: [&'static str; SHADES],
    /// Text on each shade.
    shade_inks: [&'static str; SHADES],
}

const BLACK: &str = "#0b1016";
const WHITE: &str = "#ffffff";

/// Colours for paper and light screens.
const LIGHT: Palette = Palette {
    ink: "#161e26",
    muted: "#515c69",
    accent: "#165695",
    second: "#9a3412",
    line: "#78828d",
    rule: "#c5cbd2",
    surface: "#ffffff",
    panel: "#f1f4f7",
    shades: ["#dbedff", "#a6cbf4", "#75a8e1", "#4885c8", "#2a64a1", "#1a4572"],
    shade_inks: [BLACK, BLACK, BLACK, BLACK, WHITE, WHITE],
};

/// Colours for dark screens.
const DARK: Palette = Palette {
    ink: "#e4e8ed",
    muted: "#a2acb7",
    accent: "#88bcf6",
    second: "#f5a97f",
    line: "#7b8590",
    rule: "#38414a",
    surface: "#0f141a",
    panel: "#192028",
    shades: ["#1f3956", "#2c5785", "#4276af", "#6597cf", "#92b9e4", "#c7daef"],
    shade_inks: [WHITE, WHITE, WHITE, BLACK, BLACK, BLACK],
};

impl Palette {
    /// The colours as custom properties `--overt-…`.
    fn properties(&self) -> String {
        self.declared(|name, colour| format!("--overt-{name}:{colour};"))
    }

    /// The colours as a chart asks for them: those of the page around it, or else these.
    fn fallbacks(&self) -> String {
        self.declared(|name, colour| format!("--{name}:var(--overt-{name},{colour});"))
    }

    fn declared(&self, declaration: impl Fn(&str, &str) -> String) -> String {
        self.colours().iter().fold(String::new(), |text, (name, colour)| text + &declaration(name, colour))
    }

    fn colours(&self) -> Vec<(String, &'static str)> {
        let named = [
            ("ink", self.ink),
            ("muted", self.muted),
            ("accent", self.accent),
            ("second", self.second),
            ("line", self.line),
            ("rule", self.rule),
            ("surface", self.surface),
            ("panel", self.panel),
        ];
        let mut colours: Vec<_> = named.into_iter().map(|(name, colour)| (name.to_owned(), colour)).collect();
        for (shade, (colour, ink)) in self.shades.into_iter().zip(self.shade_inks).enumerate() {
            colours.extend([(format!("shade-{shade}"), colour), (format!("shade-{shade}-ink"), ink)]);
        }
        colours
    }
}

/// The colours of a page, light and dark.
pub(crate) fn page_palette() -> String {
    let (light, dark) = (LIGHT.properties(), DARK.properties());
    format!(":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}")
}

/// A drawing for paper, where there is no page around it to take colours from.
pub(crate) fn in_print(svg: &str) -> String {
    let colours = LIGHT.colours();
    colours.iter().fold(svg.to_owned(), |text, (name, colour)| text.replace(&format!("var(--{name})"), colour))
}

/// The rules that every chart carries with it. All are scoped to charts, because a style inside an SVG holds for the
/// whole page around it.
pub(crate) fn style() -> String {
    let mut text = format!(
        ".overt-chart{{{light}font:12px system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif;\
         font-variant-numeric:tabular-nums}}\
         @media screen and (prefers-color-scheme:dark){{.overt-chart{{{dark}}}}}\
         @media (forced-colors:active){{.overt-chart{{--ink:CanvasText;--muted:CanvasText;--line:CanvasText;\
         --rule:CanvasText;--surface:Canvas;--panel:Canvas}}}}",
        light = LIGHT.fallbacks(),
        dark = DARK.fallbacks(),
    );
    let mut rule = |selector: &str, property: &str, name: &str, colour: &str| {
        // Programs that know no custom properties keep the first colour.
        write!(text, ".overt-chart {selector}{{{property}:{colour};{property}:var(--{name})}}")
            .expect("a string takes everything");
    };
    rule("text", "fill", "ink", LIGHT.ink);
    rule(".muted", "fill", "muted", LIGHT.muted);
    rule(".surface", "fill", "surface", LIGHT.surface);
    rule(".panel", "fill", "panel", LIGHT.panel);
    rule(".bar", "fill", "accent", LIGHT.accent);
    rule(".on-bar", "fill", "surface", LIGHT.surface);
    rule(".dot", "fill", "line", LIGHT.line);
    rule(".outline", "stroke", "line", LIGHT.line);
    rule(".rule", "stroke", "rule", LIGHT.rule);
    rule(".halo", "stroke", "surface", LIGHT.surface);
    rule(".surface-line", "stroke", "surface", LIGHT.surface);
    rule(".ink", "fill", "ink", LIGHT.ink);
    rule(".second", "fill", "second", LIGHT.second);
    rule(".ink-line", "stroke", "ink", LIGHT.ink);
    rule(".accent-line", "stroke", "accent", LIGHT.accent);
    rule(".second-line", "stroke", "second", LIGHT.second);
    for (shade, (colour, ink)) in LIGHT.shades.iter().zip(LIGHT.shade_inks).enumerate() {
        rule(&format!(".shade-{shade}"), "fill", &format!("shade-{shade}"), colour);
        rule(&format!(".shade-{shade}-ink"), "fill", &format!("shade-{shade}-ink"), ink);
    }
    text + ".overt-chart .code{font-weight:600}\
            .overt-chart .small{font-size:11px}\
            .overt-chart .middle{text-anchor:middle}\
            .overt-chart .end{text-anchor:end}\
            .overt-chart .halo{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}\
            .overt-chart .none{fill:none}\
            .overt-chart .dashed{stroke-dasharray:2 3}\
            .overt-chart .even{vector-effect:non-scaling-stroke}\
            .overt-chart .thick{stroke-width:2.25;stroke-linejoin:round}\
            .overt-chart a:focus-visible rect{stroke:currentColor;stroke-width:3}"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear(channel: u8) -> f64 {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    }

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(colour: &str) -> f64 {
        let channel = |start| linear(u8::from_str_radix(&colour[start..start + 2], 16).unwrap());
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Lightness as the eye sees it (CIE L*), from 0 to 100.
    fn lightness(colour: &str) -> f64 {
        116.0 * luminance(colour).cbrt() - 16.0
    }

    #[test]
    fn text_and_marks_have_the_contrast_of_wcag_in_light_and_in_dark() {
        for palette in [LIGHT, DARK] {
            for ground in [palette.surface, palette.panel] {
                assert!(contrast(palette.ink, ground) >= 7.0);
                assert!(contrast(palette.muted, ground) >= 4.5);
                assert!(contrast(palette.accent, ground) >= 4.5);
                assert!(contrast(palette.second, ground) >= 4.5);
                assert!(contrast(palette.line, ground) >= 3.0);
            }
            for (shade, ink) in palette.shades.into_iter().zip(palette.shade_inks) {
                assert!(contrast(shade, ink) >= 4.5, "{ink} on {shade}");
            }
        }
    }

    #[test]
    fn shades_go_from_the_ground_to_the_ink_in_even_steps_that_survive_print_in_grey() {
        for palette in [LIGHT, DARK] {
            let away = |colour| (lightness(colour) - lightness(palette.surface)).abs();
            let steps: Vec<_> = palette.shades.windows(2).map(|pair| away(pair[1]) - away(pair[0])).collect();
            assert!(steps.iter().all(|step| (9.0..17.0).contains(step)), "{steps:?}");
        }
    }
}
