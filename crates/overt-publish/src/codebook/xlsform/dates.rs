//! The written form of dates, as a pattern for forms.

/// What every date of the codebook matches (EDTF). That a day exists and a period does not end before it begins is
/// checked on import.
pub(super) fn pattern() -> String {
    let day = "-(XX|0[1-9]|[12][0-9]|3[01])";
    let below = format!("-(XX(-XX)?|(0[1-9]|1[0-2])({day})?|2[1-9]|3[0-6]|4[01])");
    let date = format!("([0-9]{{4}}({below})?|[0-9]{{3}}X|[0-9]{{2}}XX)[?~%]?");
    format!("{date}(/({date}|[.][.])?)?|([.][.])?/{date}")
}

#[cfg(test)]
mod tests {
    use overt_model::Edtf;
    use regex::Regex;

    use super::*;

    #[rustfmt::skip]
    const WRITTEN: [&str; 36] = [
        "2017", "2017-05", "2017-05-04", "2017-05~", "201X", "20XX", "2017-21", "2017-36", "2017-41", "2016/2018", "2017/..",
        "../2017", "2017/", "/2017", "2017-XX", "2017-XX-XX", "2017-05-XX", "2017?", "2017-05-04%", "2016-05/2018-21",
        "", "/", "../..", "17", "2017-13", "2017-5", "2017-20", "2017-42", "2017-05-32", "2XXX", "201X-05", "2017-XX-04",
        "4.5.2017", "2017-05-04T10:00", "about 2017", "2017--05",
    ];

    #[test]
    fn a_form_takes_the_dates_that_the_codebook_takes() {
        let pattern = Regex::new(&format!("^({})$", pattern())).unwrap();
        for written in WRITTEN {
            assert_eq!(pattern.is_match(written), written.parse::<Edtf>().is_ok(), "{written}");
        }
    }
}
