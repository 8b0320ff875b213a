//! All releases for catalogues of data, by the W3C's DCAT 3.

use overt_model::Lang;
use serde_json::{Value, json};

use super::asked::{Answer, Asked, Words};
use super::form::Form;
use super::refused::Refused;
use super::{Addresses, ROOT, urn};
use crate::site::Site;
use crate::site::language::say;
use crate::site::pages::{kind, method};
use crate::site::releases::Published;

/// All releases, for catalogues of data
#[utoipa::path(
    get,
    path = "/catalogue.jsonld",
    tag = "interface",
    params(Words),
    responses((status = 200, description = "DCAT 3.", content((Object = "application/ld+json"))), Refused),
)]
pub(super) async fn catalogue(asked: Asked) -> Answer {
    asked.allow(&["lang"])?;
    let lang = asked.lang()?;
    asked.form(&[Form::JsonLd])?;
    let name = format!("catalogue {}", lang.code());
    Ok(asked.answer(&name, Form::JsonLd.kind(), || super::asked::json(&written(&asked.site, lang))))
}

fn written(site: &Site, lang: Lang) -> Value {
    let to = Addresses::of(&site.about);
    let words = |text: &str| json!({"@language": lang.code(), "@value": text});
    let data_sets: Vec<Value> =
        site.releases.newest_first().into_iter().map(|one| data_set(site, one, lang, &to)).collect();
    json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": to.to("/catalogue.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": words(site.about.name.get(lang)),
        "dct:description": words(site.about.purpose.get(lang)),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": site.about.name.get(lang)},
        "foaf:homepage": {"@id": to.to(&format!("/{}/", lang.code()))},
        "dcat:service": {
            "@id": to.to(ROOT),
            "@type": "dcat:DataService",
            "dct:title": words(site.about.name.get(lang)),
            "dcat:endpointURL": {"@id": to.to(ROOT)},
            "dcat:endpointDescription": {"@id": to.within("/openapi.json")},
        },
        "dcat:dataset": data_sets,
    })
}

fn data_set(site: &Site, one: &Published, lang: Lang, to: &Addresses<'_>) -> Value {
    let (policy, manifest) = (&one.policy, one.release.manifest());
    let says =
        [say(lang, method(&policy.method), &[]), say(lang, "limit-claims", &[]), say(lang, "limit-recorded", &[])]
            .join(" ");
    let mut told = json!({
        "@id": to.within(&super::releases::path(one)),
        "@type": "dcat:Dataset",
        "dct:identifier": urn(&format!("{} {}", policy.name, policy.version)),
        "dct:title": policy.title,
        "dct:description": {"@language": lang.code(), "@value": says},
        "dct:license": policy.licence,
        "dct:issued": {"@type": "xsd:date", "@value": manifest.day.to_string()},
        "dcat:version": policy.version.to_string(),
        "dcat:landingPage": {"@id": to.to(&format!("/{}{}", lang.code(), one.path()))},
        "dcat:distribution": distributions(one, to),
    });
    let earlier = site.releases.versions(&policy.name).into_iter().find(|other| other.policy.version < policy.version);
    if let Some(earlier) = earlier {
        told["dcat:previousVersion"] = json!({"@id": to.within(&super::releases::path(earlier))});
    }
    told
}

/// The files that hold data.
fn distributions(one: &Published, to: &Addresses<'_>) -> Vec<Value> {
    let is_data = |name: &str| [".csv", ".parquet"].iter().any(|ending| name.ends_with(ending));
    let listed = one.release.manifest().files.iter().filter(|file| is_data(&file.name));
    let distribution = |file: &overt_protect::release::Listed| {
        let media = kind(&file.name).split(';').next().unwrap_or_default();
        let mut told = json!({
            "@type": "dcat:Distribution",
            "dct:title": file.name,
            "dcat:downloadURL": {"@id": to.to(&format!("{}/{}", one.path(), file.name))},
            "dcat:mediaType": media,
            "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": file.bytes.to_string()},
        });
        if let Some(hash) = file.hash.strip_prefix("sha256:") {
            told["spdx:checksum"] = json!({
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": hash},
            });
        }
        told
    };
    listed.map(distribution).collect()
}
