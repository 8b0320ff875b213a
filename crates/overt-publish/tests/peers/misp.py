"""MISP's own JSON schemata and readers take the taxonomy and the object template. Usage: misp.py FOLDER"""

import importlib.util
import json
import pathlib
import sys

import jsonschema
import pytaxonomies

NAMESPACE = "tip-ci"
TEMPLATE = "corruption-act"


def schema_of(package, path):
    """A JSON schema that a package carries with its data."""
    folder = pathlib.Path(importlib.util.find_spec(package).origin).parent
    return json.loads((folder / "data" / path).read_text(encoding="utf-8"))


def check_taxonomy(folder):
    document = json.loads((folder / NAMESPACE / "machinetag.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema_of("pytaxonomies", "misp-taxonomies/schema.json"))
    taxonomy = pytaxonomies.Taxonomy(document)
    tags = taxonomy.machinetags()
    assert f'{NAMESPACE}:stage="T4"' in tags, tags[:5]
    assert len(tags) == len(set(tags)) == sum(len(values["entry"]) for values in document["values"])
    identifiers = [entry["uuid"] for values in document["values"] for entry in values["entry"]]
    assert len(identifiers) == len(set(identifiers))
    print(f"pytaxonomies read {len(tags)} tags of {len(taxonomy)} predicates")


def check_template(folder):
    document = json.loads((folder / TEMPLATE / "definition.json").read_text(encoding="utf-8"))
    if importlib.util.find_spec("pymisp") is None:
        print("SKIPPED: the object template needs pymisp, which is not installed")
        return
    from pymisp import MISPObject

    jsonschema.validate(document, schema_of("pymisp", "misp-objects/schema_objects.json"))
    claim = MISPObject(TEMPLATE, misp_objects_path_custom=str(folder), strict=True)
    values = {name: attribute.get("values_list", [None])[0] for name, attribute in document["attributes"].items()}
    claim.add_attribute("standing", values["standing"])
    for name in document["requiredOneOf"]:
        claim.add_attribute(name, values[name])
    assert claim.to_dict()["template_uuid"] == document["uuid"]
    print(f"pymisp made an object of {len(document['attributes'])} attributes")


exported = pathlib.Path(sys.argv[1])
check_taxonomy(exported / "taxonomies")
check_template(exported / "objects")
