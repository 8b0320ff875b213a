"""Validates the first records with a JSON Schema and the Python library `jsonschema`."""

import json
import sys
from importlib.metadata import version

import codebook
from jsonschema import Draft202012Validator, FormatChecker

RECORDS = 5_000

STATE = {
    "type": "object",
    "properties": {"state": {"enum": codebook.codes("value_states")}},
    "required": ["state"],
    "additionalProperties": False,
}
PLACE = {
    "type": "object",
    "properties": {
        "country": {"enum": codebook.codes("countries")},
        **{rung: {"type": "string", "pattern": codebook.TEXT} for rung in ("region", "district", "locality", "site")},
    },
    "additionalProperties": False,
}
# An adult needs a means. That one age is not below another cannot be said: no keyword compares two values.
MEANS_MISSING = {
    "if": {
        "properties": {"acts": {"type": "array"}, "purposes": {"type": "array"}},
        "required": ["acts", "purposes"],
        "anyOf": [
            {"properties": {"age_when_trafficked": {"type": "integer", "minimum": 18}}, "required": ["age_when_trafficked"]},
            {"properties": {"age_group_when_trafficked": {"const": "adult"}}, "required": ["age_group_when_trafficked"]},
        ],
    },
    "then": {"required": ["means"]},
}


def string(pattern):
    return {"type": "string", "pattern": pattern}


def value(spec, dates, today):
    match spec["type"]:
        case "code":
            return {"enum": codebook.codes(spec["list"], spec.get("under"))}
        case "text":
            return {"type": "string", "maxLength": spec.get("max_chars", 10_000), "pattern": codebook.TEXT}
        case "integer":
            return {"type": "integer", "minimum": spec["min"], "maximum": spec["max"]}
        case "place":
            return PLACE
        case "date":
            least = spec.get("min", "1900")
            dates.checks(f"date-since-{least}")(lambda text: codebook.is_date_between(text, least, today))
            return {"type": "string", "format": f"date-since-{least}"}


def answer(spec, dates, today):
    """A value or values, or an answer without."""
    if spec["type"] == "flag":
        return STATE
    one = value(spec, dates, today)
    if spec.get("many"):
        one = {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}
    return {"anyOf": [one, STATE]}


def victim(records, dates):
    properties = codebook.properties("victim")
    fields = {
        "type": "object",
        "properties": {name: answer(properties[name], dates, records.today) for name in records.properties},
        "required": [name for name in records.properties if properties[name].get("required")],
        "additionalProperties": False,
        **MEANS_MISSING,
    }
    claim = {
        "type": "object",
        "properties": {
            "source": string(codebook.SOURCE),
            "asserter": string(codebook.RECORD),
            "asserted": string(codebook.EDTF),
            "standing": {"enum": codebook.codes("standing")},
            "decision": string(codebook.RECORD),
            "grade": string(codebook.GRADE),
            "handling": {"enum": codebook.codes("tlp")},
            "recorded": string(codebook.TIMESTAMP),
        },
        "required": ["source", "standing", "grade", "handling", "recorded"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "id": string(codebook.RECORD),
            "schema": {"const": "Victim"},
            "codebook": string(codebook.VERSION),
            "claim": claim,
            "fields": fields,
        },
        "required": ["id", "schema", "codebook", "claim", "fields"],
        "additionalProperties": False,
    }


def main():
    records = codebook.Records(sys.argv[1])
    dates = FormatChecker(formats=())
    schema = victim(records, dates)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=dates)
    records.measure(
        f"jsonschema {version('jsonschema')}",
        lambda line: not list(validator.iter_errors(json.loads(line))),
        limit=RECORDS,
        cannot_say=["identified-before-trafficked"],
    )


if __name__ == "__main__":
    main()
