"""Validates the records with pydantic, configured as its guide to performance advises."""

import sys
from typing import Annotated, Literal, Optional, Union

import codebook
import pydantic
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, create_model, model_validator
from typing_extensions import TypedDict

CLOSED = ConfigDict(extra="forbid")


def pattern(regex):
    return Annotated[str, StringConstraints(pattern=regex)]


class State(TypedDict):
    """An answer without a value. A typed dictionary, because pydantic builds it faster than a model."""

    __pydantic_config__ = CLOSED
    state: Literal[tuple(codebook.codes("value_states"))]


class Place(TypedDict, total=False):
    __pydantic_config__ = CLOSED
    country: Literal[tuple(codebook.codes("countries"))]
    region: pattern(codebook.TEXT)
    district: pattern(codebook.TEXT)
    locality: pattern(codebook.TEXT)
    site: pattern(codebook.TEXT)


class Claim(pydantic.BaseModel):
    model_config = CLOSED
    source: pattern(codebook.SOURCE)
    asserter: Optional[pattern(codebook.RECORD)] = None
    asserted: Optional[pattern(codebook.EDTF)] = None
    standing: Literal[tuple(codebook.codes("standing"))]
    decision: Optional[pattern(codebook.RECORD)] = None
    grade: pattern(codebook.GRADE)
    handling: Literal[tuple(codebook.codes("tlp"))]
    recorded: pattern(codebook.TIMESTAMP)


def distinct(values):
    if len(set(values)) < len(values):
        raise ValueError("repeated")
    return values


def date_between(least, today):
    def check(text):
        if not codebook.is_date_between(text, least, today):
            raise ValueError("not a possible date")
        return text

    return Annotated[str, AfterValidator(check)]


def value(spec, today):
    match spec["type"]:
        case "code":
            return Literal[tuple(codebook.codes(spec["list"], spec.get("under")))]
        case "text":
            return Annotated[str, Field(max_length=spec.get("max_chars", 10_000), pattern=codebook.TEXT)]
        case "integer":
            return Annotated[int, Field(ge=spec["min"], le=spec["max"])]
        case "date":
            return date_between(spec.get("min", "1900"), today)
        case "place":
            return Place


def answer(spec, today):
    """A value or values, or an answer without."""
    if spec["type"] == "flag":
        return State
    one = value(spec, today)
    one = Annotated[list[one], AfterValidator(distinct)] if spec.get("many") else one
    return Annotated[Union[one, State], Field(union_mode="left_to_right")]


def answered(given):
    return given is not None and not isinstance(given, dict)


class Rules(pydantic.BaseModel):
    """The rules about several properties at once."""

    model_config = CLOSED

    @model_validator(mode="after")
    def check(self):
        age, later = self.age_when_trafficked, self.age_at_identification
        is_adult = (answered(age) and age >= 18) or self.age_group_when_trafficked == "adult"
        if is_adult and answered(self.acts) and answered(self.purposes) and self.means is None:
            raise ValueError("means-missing")
        if answered(age) and answered(later) and later < age:
            raise ValueError("identified-before-trafficked")
        return self


def victim(records):
    properties = codebook.properties("victim")
    fields = {}
    for name in records.properties:
        kind = answer(properties[name], records.today)
        fields[name] = (kind, ...) if properties[name].get("required") else (Optional[kind], None)
    return create_model(
        "Victim",
        __config__=CLOSED,
        id=pattern(codebook.RECORD),
        schema_=(Literal["Victim"], Field(alias="schema")),
        codebook=pattern(codebook.VERSION),
        claim=Claim,
        fields=create_model("Fields", __base__=Rules, **fields),
    )


def main():
    records = codebook.Records(sys.argv[1])
    validate = victim(records).model_validate_json

    def is_right(line):
        try:
            validate(line)
        except pydantic.ValidationError:
            return False
        return True

    records.measure(f"pydantic {pydantic.VERSION}", is_right)


if __name__ == "__main__":
    main()
