//! What members who do not use codes call acts, stages and offices. Their mappings say what it means.

/// A code, and how the shelter (English) and the hotline (Spanish) write it.
pub(crate) type Word = [&'static str; 3];

pub(crate) const STAGES: [Word; 12] = [
    ["T1", "when hired", "captación"],
    ["T2", "getting papers", "documentos"],
    ["T3", "on the road", "traslado"],
    ["T4", "at the border", "frontera"],
    ["T5", "while held", "control"],
    ["T6", "at the work place", "explotación"],
    ["J3", "when she or he complained", "denuncia"],
    ["J4", "during the enquiry", "investigación"],
    ["V1", "after getting out", "identificación"],
    ["V2", "while looking for help", "asistencia"],
    ["V4", "in a shelter", "albergue"],
    ["V5", "on return", "retorno"],
];

pub(crate) const ACTS: [Word; 22] = [
    ["A01", "looked away", "no hizo caso de las señales"],
    ["A03", "never inspected", "nunca inspeccionó"],
    ["A05", "came and closed both eyes", "iba al local y cerraba los ojos"],
    ["A06", "locked up or sent back", "detuvo o devolvió sin preguntar"],
    ["A12", "was a customer", "era cliente"],
    ["A14", "asked for a gift", "pidió una dádiva"],
    ["A15", "carried the money", "llevó el dinero"],
    ["A16", "took a cut of the fee", "cobró comisión"],
    ["A17", "let through for money", "dejó pasar por dinero"],
    ["A18", "waved through", "hizo pasar sin control"],
    ["A19", "passport with wrong particulars", "pasaporte con datos falsos"],
    ["A20", "visa without what it needs", "visa sin requisitos"],
    ["A24", "helped an unlicensed agent", "ayudó a agencia sin licencia"],
    ["A25", "protected the place", "protegía el local"],
    ["A27", "made us pay", "exigió dinero"],
    ["A28", "wanted sex or work", "exigió sexo o trabajo"],
    ["A30", "project money that never came", "ONG sin actividad"],
    ["A31", "warned them before the raid", "avisó de la redada"],
    ["A32", "told them where I was", "reveló datos de la víctima"],
    ["A33", "would not take the complaint", "no quiso recibir la denuncia"],
    ["A39", "threatened after the complaint", "amenazó tras la denuncia"],
    ["A44", "drove or kept us", "participaba"],
];

pub(crate) const ROLES: [Word; 14] = [
    ["P01", "police", "policía"],
    ["P03", "special police unit", "unidad especial"],
    ["P06", "border guard", "guardia de frontera"],
    ["P07", "immigration officer", "migración"],
    ["P08", "visa clerk", "personal de visados"],
    ["P09", "passport clerk", "oficina de pasaportes"],
    ["P10", "airport officer", "funcionario de aeropuerto"],
    ["P12", "town official", "funcionario municipal"],
    ["P23", "labour-permit office", "oficina de permisos laborales"],
    ["P29", "camp staff", "personal de campamento"],
    ["C02", "a charity nobody knows", "ONG desconocida"],
    ["S10", "agency", "agencia"],
    ["I01", "broker", "tramitador"],
    ["I02", "recruiter", "reclutador"],
];

/// The word for a code; the code itself where there is none.
pub(crate) fn word(words: &[Word], code: &'static str, language: usize) -> &'static str {
    words.iter().find(|word| word[0] == code).map_or(code, |word| word[language])
}
