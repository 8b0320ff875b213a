"""What a record of a victim may say, read from the files of the codebook for peers that are configured in their own words."""

import csv
import json
import re
import sys
import tomllib
from itertools import islice
from pathlib import Path
from time import perf_counter

CODEBOOK = Path(__file__).resolve().parents[2] / "codebook"
BATCH = 20_000

TEXT = r"\S"  # not blank
RECORD = r"^record:[0-9a-f]{32}$"
SOURCE = r"^source:[0-9a-f]{32}$"
GRADE = r"^[A-G][1-6]$"
VERSION = r"^\d+\.\d+\.\d+$"
TIMESTAMP = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"

_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12]\d|3[01])"
_DATE = rf"(\d\dXX|\d{{3}}X|\d{{4}}(-({_MONTH}(-({_DAY}|XX))?|2[1-4]|XX(-XX)?))?)[?~%]?"
EDTF = rf"^{_DATE}$|^({_DATE}|\.\.)?/({_DATE}|\.\.)?$"
_IS_EDTF = re.compile(EDTF).search


def properties(schema):
    """The properties of a schema by their names, inherited ones included."""
    with (CODEBOOK / "schemas" / f"{schema}.toml").open("rb") as file:
        read = tomllib.load(file)
    found = properties(read["extends"].lower()) if "extends" in read else {}
    return found | {each["id"]: each for each in read.get("property", [])}


def codes(name, under=None):
    """The codes of a list that may be used today, or those below a heading."""
    with (CODEBOOK / "lists" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}

    def is_below(code):
        above = rows[code]["parent"]
        return above == under or (above in rows and is_below(above))

    return [code for code, row in rows.items() if not row["valid_to"] and (under is None or is_below(code))]


def bounds(date):
    """The first and last day of one date, close enough to compare them as text."""
    date = date.rstrip("?~%")
    first, last = date[:4].replace("X", "0"), date[:4].replace("X", "9")
    month, day = date[5:7], date[8:10]
    if not month or month == "XX" or month >= "21":
        return f"{first}-01-01", f"{last}-12-31"
    if not day or day == "XX":
        return f"{first}-{month}-01", f"{last}-{month}-31"
    return date, date


def is_date_between(text, least, today):
    """Whether a text is a date in EDTF of which some reading lies between two days."""
    if not _IS_EDTF(text):
        return False
    ends = [bounds(end) for end in text.split("/") if end not in ("", "..")]
    return all(last >= least and first <= today for first, last in ends)


class Records:
    """The records of the benchmark, and what is known about them."""

    def __init__(self, folder):
        self.lines = Path(folder) / "records.jsonl"
        about = json.loads((Path(folder) / "planted.json").read_text())
        self.today, self.properties = about["today"], about["properties"]
        self.plants, self.passes = about["plants"], about["passes"]

    def measure(self, peer, validate, *, limit=None, cannot_say=()):
        """Times `validate`, which says whether a line is right, on every line, and prints what it found."""
        plants = self.plants[:limit]
        seconds = [0.0] * self.passes
        found, false_alarms, done = {}, 0, 0
        with self.lines.open("rb") as file:
            while batch := list(islice(file, min(BATCH, len(plants) - done))):
                for position in range(self.passes):
                    start = perf_counter()
                    verdicts = [validate(line) for line in batch]
                    seconds[position] += perf_counter() - start
                for plant, is_right in zip(plants[done:], verdicts):
                    if not is_right and plant:
                        found[plant] = found.get(plant, 0) + 1
                    false_alarms += not is_right and not plant
                done += len(batch)
        planted = {plant: plants.count(plant) for plant in set(plants) if plant}
        answer = {"peer": peer, "records": done, "seconds": seconds, "planted": planted, "found": found}
        json.dump(answer | {"false_alarms": false_alarms, "cannot_say": list(cannot_say)}, sys.stdout)
