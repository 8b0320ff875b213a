"""Does what mapping.toml says with pandas: the rows of a CSV become the records of victims and acts.

Whole columns where pandas has an operation for them (reading, code maps, dates), comprehensions where it has none, in chunks so that
memory stays bounded. Prints rows, records, values and processor time as JSON.
"""

import json
import resource
import sys
import time
from decimal import Decimal

import pandas as pd

STATE = "asked-unknown"
COUNTRIES = {
    "Nepal": "NPL", "IND": "IND", "BD": "BGD", "Moldova": "MDA", "Thailand": "THA", "NGA": "NGA", "Philippines": "PHL", "UKR": "UKR",
}
ONE = {
    "gender": ("Sex", {"F": "Feminine", "M": "Masculine", "unknown": {"state": STATE}}),
    "marital_status": ("Marital status", {"single": "Single", "married": "Married", "widowed": "Widowed"}),
    "education": ("Education", {"primary": "PrimaryEducation", "secondary": "LowerSecondaryEducation", "none": {"state": STATE}}),
    "trafficking_status": ("Status", {"presumed": "PossibleVictimOfTrafficking", "identified": "ActualVictimOfTrafficking"}),
    "status_decided_by": ("Decided by", {"police": "Police", "ngo": "NGO", "court": "CourtOrProsecution"}),
}
MANY = {
    "citizenships": ("Nationality", COUNTRIES),
    "recruitment_methods": ("Recruited through", {
        "friends": "ThroughFriendsOrSocialEvents", "advert": "ThroughAnOnlineAdvertisement", "work": "AtWork"}),
    "recruiter_relations": ("Recruiter", {"family": "Familial", "known": "Acquainted", "stranger": "Unaquainted"}),
    "exploitation_types": ("Exploitation", {"labour": "ForcedLabour", "sexual": "SexualExploitation", "begging": "ForcedBegging"}),
    "labour_kinds": ("Sector", {"farm": "Agriculture", "house": "DomesticWork", "building": "Construction"}),
}
TICKS = {"Beaten": "PhysicalAbuse", "Threatened": "Threats", "Passport taken": "WithholdsDocuments", "Wages kept": "TakesEarnings"}
STAGES = {"border": "T4", "papers": "T2", "venue": "T6"}
ACTS = {"waved through": "A09", "sold a visa": "A07", "looked away": "A01"}


def coded(column, codes):
    """Each spelling once; one that is not in the table would be a reject."""
    values = column.map(codes)
    if (values.isna() & (column != "")).any():
        raise ValueError(f"{column.name}: not in the code map")
    return values.astype(object).where(values.notna(), None)


def dates(column):
    """Days with the day first, years as they are, to EDTF."""
    days = pd.to_datetime(column, format="%d/%m/%Y", errors="coerce").dt.strftime("%Y-%m-%d")
    years = column.where(column.str.fullmatch(r"\d{4}"))
    read = days.fillna(years)
    if (read.isna() & (column != "")).any():
        raise ValueError(f"{column.name}: not a date")
    return read.astype(object).where(read.notna(), None)


def split(column, codes):
    """Lists of codes; each spelling of a cell is split and looked up once."""
    once = {cell: [codes[piece.strip()] for piece in cell.split(";")] if cell else None for cell in column.unique()}
    return column.map(once)


def records(chunk):
    """The records of a chunk, each a dict of what it says. Blanks around cells do not count, as in the mapping."""
    chunk = chunk.apply(lambda column: column.str.strip())
    properties = {"first_name": chunk["First name"], "family_name": chunk["Family name"]}
    properties |= {name: coded(chunk[column], codes) for name, (column, codes) in ONE.items()}
    properties |= {name: split(chunk[column], codes) for name, (column, codes) in MANY.items()}
    properties |= {"birth_date": dates(chunk["Born"]), "registered_on": dates(chunk["Registered"])}
    ticked = zip(*(chunk[column] for column in TICKS))
    codes = list(TICKS.values())
    properties["methods_of_control"] = [[code for code, cell in zip(codes, row) if cell == "1"] or None for row in ticked]
    properties["duration_months"] = pd.to_numeric(chunk["Months"])
    names = list(properties)
    made = [
        {"id": key, "schema": "Victim", "fields": {name: value for name, value in zip(names, row) if value is not None and value != ""}}
        for key, *row in zip(chunk["Case ID"], *properties.values())
    ]
    acts = chunk[chunk["Act"] != ""]
    made += [
        {
            "id": key, "schema": "CorruptAct",
            "fields": {
                "stage": stage, "act": act, "actor_role": "P06", "happened_on": day,
                "advantage_amount": {"low": Decimal(amount), "currency": "NPR"}, "place": {"locality": town},
            },
        }
        for key, stage, act, day, amount, town in zip(
            acts["Case ID"], coded(acts["Stage"], STAGES), coded(acts["Act"], ACTS), dates(acts["Crossed"]),
            acts["Amount"].str.replace(",", ""), acts["Town"],
        )
    ]
    return made


def values(record):
    """Values, as the other side counts them: a state has none."""
    count = 0
    for value in record["fields"].values():
        count += len(value) if isinstance(value, list) else not (isinstance(value, dict) and "state" in value)
    return count


def main(path):
    start, rows, made, counted, counting = time.perf_counter(), 0, 0, 0, 0.0
    for chunk in pd.read_csv(path, dtype=str, keep_default_na=False, chunksize=100_000):
        found = records(chunk)
        # Counting is for the comparison, not part of the work.
        before = time.process_time()
        rows, made, counted = rows + len(chunk), made + len(found), counted + sum(values(record) for record in found)
        counting += time.process_time() - before
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "rows": rows, "records": made, "values": counted, "seconds": time.perf_counter() - start,
        "processor_seconds": time.process_time() - counting, "memory_kib": used.ru_maxrss,
    }))


if __name__ == "__main__":
    main(sys.argv[1])
