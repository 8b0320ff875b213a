"""Measures snapshots and the nexus, and holds them against DuckDB and pandas. README.md says what and why."""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
OVERT = Path(os.environ.get("OVERT_BIN", TARGET / "release" / "overt"))
SHARED = ROOT.parent / "shared"

MAPPING = """
format = 1
title = "A benchmark"
[[record]]
name = "victim"
schema = "Victim"
key = ["id"]
[record.fields]
full_name = "name"
gender = { column = "sex", codes = { F = "Feminine", M = "Masculine" } }
citizenships = "citizenship"
registered_on = "day"
age_when_trafficked = "age"
trafficking_status = { value = "PossibleVictimOfTrafficking" }
exploitation_types = "exploitation"
[[record]]
name = "act"
schema = "CorruptAct"
key = ["id"]
[record.fields]
stage = "stage"
act = "act"
actor_role = "actor"
happened_on = "day"
place = { parts = { country = "country" } }
advantage_amount = { column = "paid", currency = "USD" }
"""


def run(arguments, **options):
    """Runs the program; answers what it printed, how long it took and the most memory it had, in MB."""
    start = time.monotonic()
    process = subprocess.Popen([str(part) for part in arguments], stdout=subprocess.PIPE, **options)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        sys.exit(f"{' '.join(map(str, arguments))} ended with {code}")
    return output.decode(), seconds, usage.ru_maxrss // 1024


def store(folder):
    words = folder / "words"
    words.write_text("four invented words that differ\n")
    words.chmod(0o600)
    data = ["--data", folder / "data"]
    signed = [*data, "--passphrase-file", words]
    run([OVERT, "init", "--name", "bench", *data, "--new-passphrase-file", words, "--recovery-code-file", folder / "code",
         "--passphrase-memory", "8"], stderr=subprocess.DEVNULL)
    run([OVERT, "source", "add", "Invented source", "--legal-basis", "consent", "--purpose", "bench", *signed])
    return data, signed


def stored(rows, figures):
    """A snapshot of records that came in as anybody's do: each row is a victim and an act."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, signed = store(folder)
        mapping, table = folder / "mapping.toml", folder / "rows.csv"
        mapping.write_text(MAPPING)
        with open(table, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow("id name sex citizenship day age exploitation stage act actor country paid".split())
            for row in range(rows):
                pick = lambda choices, step=1: choices[(row // step * 2654435761 >> 7) % len(choices)]
                writer.writerow([
                    row, f"Inventa {row}", pick("FM"), pick(["NPL", "IND", "BGD", "NGA", "VNM"]), f"20{10 + row % 15}-0{1 + row % 9}",
                    15 + row % 40, pick(["ForcedLabour", "SexualExploitation"]), pick(["T1", "T2", "T4", "T6", "J4", "V1"]),
                    pick(["A05", "A17", "A18", "A20", "A27", "A31"], 3), pick(["P01", "P06", "P07", "P08"], 7),
                    pick(["NPL", "IND", "THA", ""], 5), row % 900,
                ])
        _, seconds, _ = run([OVERT, "import", table, "--mapping", mapping, "--source", "Invented source", "--quiet", *signed])
        figures["stored: records imported per second"] = round(2 * rows / seconds)
        text, seconds, memory = run([OVERT, "snapshot", "--json", *data])
        manifest = json.loads(text)
        assert manifest["records"] == manifest["counted"] == 2 * rows, "a record is missing"
        figures["snapshot of records"] = manifest["records"]
        figures["snapshot: seconds"] = round(seconds, 1)
        figures["snapshot: MB of memory"] = memory
        _, seconds, _ = run([OVERT, "snapshot", "--json", *data])
        figures["snapshot again with nothing new: seconds"] = round(seconds, 2)


def nexus(acts, figures):
    """The nexus over many acts, and the same question to DuckDB on the same files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "warehouse"
        text, _, _ = run(["cargo", "bench", "--quiet", "--package", "overt-warehouse", "--bench", "warehouse", "--",
                          "--acts", acts, "--keep", folder], cwd=ROOT)
        ours = json.loads(text.strip().splitlines()[-1])
        for key in ("snapshot_seconds", "nexus_seconds_1_partition", "nexus_seconds_2_partitions"):
            figures[f"nexus over {acts}: {key}"] = round(ours[key], 3) if ours[key] else None
        try:
            import duckdb
        except ImportError:
            print("SKIPPED DuckDB: not installed (pip install duckdb)", file=sys.stderr)
            return
        connection = duckdb.connect(config={"threads": 2})
        files = sorted(str(path) for path in folder.glob("corrupt_act-*.parquet"))
        flags = ", ".join(
            f"sum(CASE WHEN {p}_state = 'asked-yes' THEN 0 ELSE 1 END) AS {p}_unknown"
            for p in ("happened_on", "place", "actor_role", "advantage"))
        standings = ", ".join(
            f"sum(CASE WHEN claim_standing = '{s}' THEN 1 ELSE 0 END) AS {s}"
            for s in ("alleged", "inferred", "admitted", "charged", "convicted", "cleared", "withdrawn"))
        counted = "claim_standing IN ('alleged', 'inferred', 'admitted', 'charged', 'convicted')"
        cells = f"""SELECT coalesce(stage, stage_state) AS stage, coalesce(actor_role, actor_role_state) AS actor,
            coalesce(act, act_state) AS act, count(*) AS records,
            count(DISTINCT coalesce(claim_asserter, claim_source)) AS sources, count(DISTINCT claim_source) AS contributors,
            {standings}, {flags} FROM read_parquet({files}) WHERE {counted} GROUP BY ALL"""
        control = f"SELECT claim_standing, count(*) FROM read_parquet({files}) GROUP BY ALL"
        times = []
        for _ in range(5):
            start = time.monotonic()
            found = connection.execute(cells).fetchall()
            connection.execute(control).fetchall()
            times.append(time.monotonic() - start)
        peer = sorted(times)[2]
        figures[f"nexus over {acts}: DuckDB, seconds"] = round(peer, 3)
        figures["nexus: ratio to DuckDB"] = round(ours["nexus_seconds_2_partitions"] / peer, 2)
        same = (len(found), sum(row[3] for row in found), sum(row[4] for row in found))
        assert same == (ours["cells"], ours["counted"], ours["sources"]), f"DuckDB counts otherwise: {same}, {ours}"


def real(figures):
    """Files that are not ours: rows in are records and rejects, and answers are those of pandas."""
    files = [SHARED / "datasets" / "privacy" / "ctdc_gsd2025_north_america_derived.csv", *sorted((SHARED / "reference").glob("*.csv"))]
    if not files[0].exists():
        print("SKIPPED real files: there is no ../shared", file=sys.stderr)
        return
    try:
        import pandas
    except ImportError:
        print("SKIPPED pandas: not installed (pip install pandas)", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, signed = store(folder)
        imported = 0
        for file in files:
            copy = folder / file.name
            copy.write_bytes(file.read_bytes())
            process = subprocess.run([OVERT, "import", copy, "--source", "Invented source", "--json", "--quiet", *signed],
                                     capture_output=True, text=True)
            if process.returncode not in (0, 1):
                continue
            counts = json.loads(process.stdout)["counts"]
            rows = len(pandas.read_csv(file, dtype=str, keep_default_na=False))
            assert counts["rows"] == rows, f"{file.name}: {counts['rows']} rows, pandas has {rows}"
            imported += 1
        figures["real files imported"] = imported
        run([OVERT, "snapshot", "--json", *data])
        ask = lambda question: json.loads(run([OVERT, "sql", question, "--json", *data])[0])
        cpi = pandas.read_csv(SHARED / "reference" / "cpi_2012_2023.csv")
        years = ask("""SELECT edtf_year(period) AS year, count(value) AS n, round(avg(CAST(value AS DOUBLE)), 6) AS mean
            FROM country_observation WHERE measure = 'cpi' AND edition LIKE '%2023%' GROUP BY 1 ORDER BY 1""")
        expected = [{"year": int(year), "n": int(of.count()), "mean": round(float(of.mean()), 6)} for year, of in cpi.groupby("year").cpi]
        assert years == expected, f"CPI by year: {years}, pandas has {expected}"
        table = pandas.read_csv(SHARED / "reference" / "tip_tiers.csv", dtype=str)
        editions = ", ".join("'" + edition.replace("'", "''") + "'" for edition in table.source.unique())
        tiers = ask(f"""SELECT tier, count(*) AS n FROM country_observation
            WHERE tier IS NOT NULL AND edition IN ({editions}) GROUP BY 1""")
        expected = table.tier.value_counts().to_dict()
        assert sorted(row["n"] for row in tiers) == sorted(expected.values()), f"tiers: {tiers}, pandas has {expected}"
        victims = pandas.read_csv(files[0], dtype=str, keep_default_na=False)
        found = ask("""SELECT count(*) AS victims, count(*) FILTER (WHERE gender = 'Feminine') AS women,
            count(*) FILTER (WHERE array_has(exploitation_types, 'ForcedLabour')) AS forced_labour FROM victim""")[0]
        expected = {"victims": len(victims), "women": int((victims.Woman == "1").sum()),
                    "forced_labour": int((victims.isForcedLabour == "1").sum())}
        assert found == expected, f"CTDC: {found}, pandas has {expected}"
        figures["answers about them that are those of pandas"] = len(years) + len(tiers) + len(expected)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    share = 10 if options.quick else 1
    figures = {}
    real(figures)
    nexus(5_000_000 // share, figures)
    stored(500_000 // share, figures)
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, figure in figures.items():
            print(f"{name:<60} {figure}")
    bars = [
        ("snapshot: seconds", 30), ("snapshot: MB of memory", 500),
        (f"nexus over {5_000_000 // share}: nexus_seconds_2_partitions", 1), ("nexus: ratio to DuckDB", 1.5),
    ]
    missed = [f"{name}: {figures[name]}, the bar is {bar}" for name, bar in bars if name in figures and figures[name] > bar]
    if missed:
        sys.exit("missed\n" + "\n".join(missed))


if __name__ == "__main__":
    main()
