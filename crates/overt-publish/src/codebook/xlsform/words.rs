//! The words that forms need beside those of the codebook.

use overt_model::{Lang, Rung, Text};

/// The same words in every language.
pub(super) struct Words {
    en: &'static str,
    es: &'static str,
    fr: &'static str,
}

impl Words {
    pub(super) fn text(&self) -> Text {
        Text { en: self.en.to_owned(), es: self.es.to_owned(), fr: self.fr.to_owned() }
    }
}

/// `{label}` is the label of the field.
const STATE: Words = Words {
    en: "{label}: is there an answer?",
    es: "{label}: ¿hay respuesta?",
    fr: "{label} : y a-t-il une réponse ?",
};

pub(super) const DATE_HINT: Words = Words {
    en: "Write 2017, 2017-05, 2017-05-04, 2017~ (about), 201X (the 2010s), 2017-21 (spring) or 2016/2018 (from, to).",
    es: "Escriba 2017, 2017-05, 2017-05-04, 2017~ (aproximado), 201X (década de 2010), 2017-21 (primavera) o 2016/2018 (desde, hasta).",
    fr: "Écrivez 2017, 2017-05, 2017-05-04, 2017~ (environ), 201X (années 2010), 2017-21 (printemps) ou 2016/2018 (de, à).",
};
pub(super) const REFERENCE_HINT: Words = Words {
    en: "Enter the number of the other record.",
    es: "Escriba el número del otro registro.",
    fr: "Saisissez le numéro de l’autre enregistrement.",
};

pub(super) const LOWEST: Words =
    Words { en: "Amount, or the least it was", es: "Importe, o el mínimo", fr: "Montant, ou le minimum" };
pub(super) const HIGHEST: Words = Words {
    en: "The most it was, if the amount is not exact",
    es: "Máximo, si el importe no es exacto",
    fr: "Maximum, si le montant n’est pas exact",
};
pub(super) const CURRENCY: Words = Words { en: "Currency", es: "Moneda", fr: "Monnaie" };
pub(super) const RATE_DATE: Words = Words { en: "Date of the amount", es: "Fecha del importe", fr: "Date du montant" };

pub(super) const COUNTRY: Words = Words { en: "Country", es: "País", fr: "Pays" };
const REGION: Words =
    Words { en: "State, province or region", es: "Estado, provincia o región", fr: "État, province ou région" };
const DISTRICT: Words = Words { en: "District", es: "Distrito o municipio", fr: "District ou arrondissement" };
const LOCALITY: Words = Words { en: "Town or village", es: "Ciudad o pueblo", fr: "Ville ou village" };
const SITE: Words = Words {
    en: "Street, building, crossing or other spot",
    es: "Calle, edificio, paso u otro punto",
    fr: "Rue, bâtiment, passage ou autre lieu précis",
};
pub(super) const LATITUDE: Words = Words { en: "Latitude", es: "Latitud", fr: "Latitude" };
pub(super) const LONGITUDE: Words = Words { en: "Longitude", es: "Longitud", fr: "Longitude" };

/// The rungs of a place that are written in words, from the widest.
pub(super) const RUNGS: [(Rung, &Words); 4] =
    [(Rung::Region, &REGION), (Rung::District, &DISTRICT), (Rung::Locality, &LOCALITY), (Rung::Site, &SITE)];

/// The question whether there is an answer to a field.
pub(super) fn state_of(label: &Text) -> Text {
    let words = STATE.text();
    in_every_language(|lang| words.get(lang).replace("{label}", label.get(lang)))
}

/// Text with words after it.
pub(super) fn followed_by(text: &Text, words: &Words) -> Text {
    let words = words.text();
    in_every_language(|lang| format!("{} {}", text.get(lang), words.get(lang)))
}

pub(super) fn in_every_language(words: impl Fn(Lang) -> String) -> Text {
    Text { en: words(Lang::En), es: words(Lang::Es), fr: words(Lang::Fr) }
}
