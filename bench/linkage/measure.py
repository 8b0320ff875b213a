"""Measures linkage, and holds it against Splink and anonlink where they are installed. README.md says what and why."""

import argparse
import collections
import csv
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
OVERT = Path(os.environ.get("OVERT_BIN", TARGET / "release" / "overt"))
SHARED = ROOT.parent / "shared"
DATA = SHARED / "datasets" / "linkage"
HERE = Path(__file__).resolve().parent


def measured(command, **options):
    """Runs a command; answers its CPU seconds and its most memory in MB."""
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"failed: {' '.join(map(str, command))}\n{errors.decode(errors='replace')[-2000:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def truth(files, column):
    """The true entity of each record, by file and row."""
    found = []
    for file in files:
        with open(file, encoding="utf-8", newline="") as lines:
            found += [row[column] for row in csv.DictReader(lines)]
    return found


def pairs_of(counts):
    return sum(count * (count - 1) // 2 for count in counts)


def scored(joined, both, same):
    precision, recall = both / max(joined, 1), both / max(same, 1)
    return {"precision": precision, "recall": recall, "f1": 2 * both / max(joined + same, 1)}


def entity_score(entities, known):
    """Pairs within entities against the truth. `entities` maps ids to entities, `known` ids to the truth."""
    joined = collections.Counter(entities.values())
    both = collections.Counter((entity, known[record]) for record, entity in entities.items())
    return scored(pairs_of(joined.values()), pairs_of(both.values()), pairs_of(collections.Counter(known.values()).values()))


def pair_scores(pairs, known):
    """At probability 0.95, best recall at 99.9 % precision, and calibration, of (a, b, probability, joined)."""
    same = pairs_of(collections.Counter(known.values()).values())
    rows = sorted(((float(p), known[a] == known[b], j == "true") for a, b, p, j in pairs), reverse=True)
    at = [is_same for p, is_same, _ in rows if p >= 0.95]
    grouped = [is_same for p, is_same, joined in rows if joined]
    seen = both = best = 0
    bins = [[0, 0.0, 0] for _ in range(20)]
    for probability, is_same, _ in rows:
        seen, both = seen + 1, both + is_same
        if seen >= 50 and both >= 0.999 * seen:
            best = both
        slot = bins[min(int(probability * 20), 19)]
        slot[0], slot[1], slot[2] = slot[0] + 1, slot[1] + probability, slot[2] + is_same
    return {
        "alone": scored(len(at), sum(at), same),
        "joined": scored(len(grouped), sum(grouped), same),
        "recall_at_999": best / max(same, 1),
        "calibration_error": sum(abs(p - s) for _, p, s in bins) / max(len(rows), 1),
    }


def link(folder, name, files, spec, column, id_column):
    """Our run, from file to entities, and what came of it."""
    pairs, entities = folder / f"{name}.pairs.csv", folder / f"{name}.entities.csv"
    command = [OVERT, "link", "run", *files, "--pairs", pairs, "--entities", entities, "--threads", "2", "--quiet"]
    command += ["--id", id_column] if id_column else []
    command += ["--spec", spec] if isinstance(spec, Path) else ["--schema", spec]
    cpu, memory = measured(command)
    known = {}
    for file in files:
        with open(file, encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                known[row[id_column].strip()] = row[column]
    with open(entities, encoding="utf-8", newline="") as lines:
        grouped = {row["id"]: row["entity"] for row in csv.DictReader(lines)}
    for record in known:
        grouped.setdefault(record, record)
    with open(pairs, encoding="utf-8", newline="") as lines:
        rows = [(row["a"], row["b"], row["probability"], row["joined"]) for row in csv.DictReader(lines)]
    return {"cpu_s": cpu, "memory_mb": memory, "entities": entity_score(grouped, known), **pair_scores(rows, known)}


def splink(folder, name, file, wide):
    """The peer's run with its own settings, on the same file."""
    script = SHARED / "bench" / "linkage" / "bench_splink.py"
    out = folder / f"splink-{name}"
    command = [sys.executable, script, "people", "--inp", file, "--out", out, "--cluster-p", "0.95"] + (["--wide"] if wide else [])
    measured(command, cwd=folder)
    timing = json.loads((out / "timing.json").read_text())
    return {"cpu_s": timing["cpu_s"], "memory_mb": timing["peak_rss_mb"]}


def people(folder, records):
    """Generated people: the same bytes for the same number."""
    file = folder / f"people_{records}.csv"
    measured([sys.executable, DATA / "people_gen" / "gen_people.py", "--n", records, "--seed", "42", "--out", file])
    return file


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the data that are there, and 250,000 people")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not DATA.exists():
        print(f"SKIPPED everything: {DATA} is not there")
        return
    has_splink = importlib.util.find_spec("splink") is not None
    figures, skipped, missed = {}, [], []

    def bar(name, value, holds, text):
        figures[name] = value
        if not holds:
            missed.append(f"{name}: {text}")

    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        file = people(folder, 250_000)
        ours = link(folder, "wide", [file], HERE / "people_wide.toml", "cluster", "record_id")
        bar("people 250,000, the peer's wide rules", ours, ours["cpu_s"] <= 3.5, f"{ours['cpu_s']:.1f} CPU s, bar 3.5")
        default = link(folder, "people", [file], "person", "cluster", "record_id")
        bar("people 250,000, as it comes", default, default["entities"]["f1"] >= 0.91 and default["joined"]["f1"] >= 0.87
            and default["recall_at_999"] >= 0.60 and default["calibration_error"] <= 0.02, "quality")
        if has_splink:
            figures["people 250,000, the peer's wide rules, Splink"] = splink(folder, "wide", file, True)
        else:
            skipped.append("Splink is not installed")
        historical = historical_file(folder, skipped)
        if historical:
            found = link(folder, "historical", [historical], "person", "cluster", "unique_id")
            bar("historical figures 50,000, as it comes", found, found["entities"]["f1"] >= 0.88 and found["joined"]["f1"] >= 0.82
                and found["recall_at_999"] >= 0.50 and found["calibration_error"] <= 0.02, "quality")
        if not options.quick:
            file = people(folder, 1_000_000)
            ours = link(folder, "narrow", [file], HERE / "people_narrow.toml", "cluster", "record_id")
            bar("people 1,000,000, the peer's narrow rules", ours, ours["cpu_s"] <= 10 and ours["memory_mb"] <= 700
                and ours["entities"]["f1"] >= 0.83, f"{ours['cpu_s']:.1f} CPU s, {ours['memory_mb']:.0f} MB; bars 10 s, 700 MB")
            if has_splink:
                figures["people 1,000,000, the peer's narrow rules, Splink"] = splink(folder, "narrow", file, False)
    if options.json:
        print(json.dumps({"figures": figures, "skipped": skipped, "missed": missed}, indent=1))
    else:
        for name, figure in figures.items():
            print(f"{name}\n    {json.dumps(figure, default=lambda value: round(value, 4))}")
        for why in skipped:
            print(f"SKIPPED: {why}")
        for what in missed:
            print(f"MISSED {what}")
    sys.exit(1 if missed else 0)


def historical_file(folder, skipped):
    """The historical figures as CSV, if there is something to read Parquet with."""
    source = DATA / "historical_50k" / "historical_figures_with_errors_50k.parquet"
    if importlib.util.find_spec("duckdb") is None or not source.exists():
        skipped.append("historical figures: the file or DuckDB is not there")
        return None
    import duckdb

    target = folder / "historical.csv"
    duckdb.sql(f"copy (select * from '{source}') to '{target}' (header)")
    return target


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
