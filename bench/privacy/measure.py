"""Measures protection, and holds it against pac-synth where that is installed. README.md says what and why."""

import argparse
import importlib.util
import json
import multiprocessing
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SCRIPTS = SHARED / "bench" / "privacy"
PUBLIC = SHARED / "datasets" / "privacy" / "ctdc_gsd2025_north_america_derived.csv"
BENCHES = ("synth", "pairs", "risk", "suppress", "dp")
K = 10
# The first digits of the SHA-256 of the generated files, by rows and columns: the bars are about these bytes.
KNOWN = {(50_000, "20"): "8457b050431f28aa", (200_000, "20"): "74719dcf65180c6e"}


def measured(command, first_line_only=False):
    """Runs a command, or only until it has written a line; answers what it wrote and what it used."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=errors)
        written = process.stdout.readline() if first_line_only else process.stdout.read()
        stopped = first_line_only and bool(written)
        if stopped:
            process.kill()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stdout.close()
        errors.seek(0)
        complaints = errors.read().decode(errors="replace")
    if process.returncode != 0 and not stopped:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{complaints[-2000:]}")
    used = {
        "process_cpu_s": usage.ru_utime + usage.ru_stime,
        "wall_s": time.monotonic() - started,
        "memory_mb": usage.ru_maxrss / 1024,
    }
    return written.decode(), complaints, used


def apart(work, *arguments):
    """Does work in a process of its own. This one must stay small: its memory counts as memory of all that it starts."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def built():
    """The benchmarks of our kernels as programs, by name."""
    command = ["cargo", "bench", "--package", "overt-protect", "--no-run", "--message-format=json"]
    command += [part for name in BENCHES for part in ("--bench", name)]
    messages = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout.splitlines()
    made = [message for message in map(json.loads, messages) if message.get("executable")]
    return {message["target"]["name"]: Path(message["executable"]) for message in made}


def victims(folder, rows, columns="20", seed=1):
    """Generated victims and the values that each column may have: the same bytes for the same numbers."""
    file, domain = folder / f"v{columns}_{rows}_{seed}.csv", folder / f"v{columns}.json"
    command = [sys.executable, SCRIPTS / "gen_victims.py", "--n", rows, "--seed", seed, "--cols", columns]
    told, _, _ = measured([*command, "--out", file, "--domain", domain])
    digest = json.loads(told)["sha256"]
    if seed == 1 and not digest.startswith(KNOWN.get((rows, columns), "")):
        sys.exit(f"{rows} rows with {columns} columns are other data than those of the bars: {digest}")
    return file, domain


def compared(real, made, length=3):
    """What is measured of all pairs and triples of columns, by the script that measured the peers."""
    told, _, _ = measured([sys.executable, SCRIPTS / "evaluate.py", "--sens", real, "--syn", made, "--len", length, "--k", K])
    found = json.loads(told)
    pairs = found["by_len"]["2"]
    return {
        **{name: found[name] for name in ("tvd1", "tvd2", "tvd3")},
        "pairs_error": pairs["wpe"],
        "pairs_lost_percent": pairs["suppr10%"],
        "cells_each_row": found["nonempty_per_row"],
    }


def independent(folder, real):
    """What is left if nothing is known but each column alone, and that exactly."""
    made = folder / "independent.csv"
    apart(shuffle, real, made)
    return compared(real, made)


def shuffle(real, made):
    """Writes the same columns, each in an order of its own."""
    import numpy
    import pandas

    random = numpy.random.default_rng(1)
    table = pandas.read_csv(real, dtype=str, keep_default_na=False)
    table.apply(lambda column: random.permutation(column.to_numpy(dtype=object))).to_csv(made, index=False)


def synthetic(programs, file, domain, epsilon, made=None):
    """Synthetic records: how long, and how like the real ones if they are written."""
    command = [programs["synth"], file, domain, epsilon] + ([made] if made else [])
    told, _, used = measured(command, first_line_only=made is None)
    said = re.search(r"^(\d+) of (\d+) records.*: ([\d.]+) CPU s", told)
    if not said:
        sys.exit(f"synth wrote something else than expected: {told[:200]}")
    return {"cpu_s": float(said[3]), **used, "rows": int(said[1]), **(compared(file, made) if made else {})}


def released_pairs(programs, folder, file, domain, epsilon):
    """Counts of all pairs with noise: as they are, without those that are noise only, and made consistent."""
    told, _, used = measured([programs["pairs"], file, domain, epsilon, folder])
    said = re.search(r"noise of ([\d.]+) to ([\d.]+): ([\d.]+) CPU s, made consistent in ([\d.]+) CPU s", told)
    if not said:
        sys.exit(f"pairs wrote something else than expected: {told[:200]}")
    least, most, counting, agreeing = map(float, said.groups())
    ways = {way: aggregates(file, folder / f"{way}.tsv") for way in ("measured", "supported", "consistent")}
    ways["consistent"].update({"noise_least": least, "noise_most": most, "cpu_s": counting + agreeing, **used})
    return ways


def aggregates(real, counts):
    """How like the real ones released counts of pairs are, by the script that measured the peers."""
    command = [sys.executable, SCRIPTS / "evaluate.py", "--sens", real, "--agg", counts, "--len", 2, "--k", K]
    pairs = json.loads(measured(command)[0])["by_len"]["2"]
    return {
        "pairs_error": pairs["wpe"],
        "pairs_lost_percent": pairs["suppr10%"],
        "pairs_invented_percent": pairs["fabr%"],
        "pairs_invented_weighted_percent": pairs["fabrw%"],
    }


def common_rows(programs, folder, file, domain):
    """Rows that ten have in common: how long, and whether really ten have each of them."""
    made = folder / "common.csv"
    _, _, used = measured([programs["risk"], domain, file, "aggregate", made])
    return {**used, **apart(holders, file, made), **compared(file, made)}


def holders(real, made):
    """How many real rows have what a released row holds, for the rarest released row. All its parts are at least as frequent."""
    import numpy
    import pandas

    real, made = (pandas.read_csv(file, dtype=str, keep_default_na=False) for file in (real, made))
    having = {}
    for column in real:
        for value in made[column].unique():
            if value:
                having[column, value] = numpy.packbits((real[column] == value).to_numpy())
    fewest = len(real)
    distinct = made.value_counts()
    for row in distinct.index:
        cells = [having[cell] for cell in zip(made.columns, row) if cell[1]]
        if cells:
            both = numpy.bitwise_and.reduce(cells)
            fewest = min(fewest, int(numpy.unpackbits(both).sum()))
    return {
        "rows": len(made),
        "rows_off_percent": abs(100 * (len(made) / len(real) - 1)),
        "fewest_real_rows": fewest,
        "fewest_released_rows": int(distinct.min()),
    }


def risk(programs, file, domain):
    """The whole risk report, and the memory that it said beforehand."""
    _, told, used = measured([programs["risk"], domain, file])
    cost = re.match(r"Cost \{.*memory_bytes: (\d+)", told)
    if not cost:
        sys.exit("the risk report did not say first what it costs")
    return {**used, "memory_stated_mb": int(cost[1]) / 2**20}


def suppression(programs):
    """Tables of a hundred thousand cells: seconds on the clock for each."""
    told, _, used = measured([programs["suppress"]])
    found = re.findall(r"^([a-z ]+): (\d+) cells, .* ([\d.]+) s of", told, re.MULTILINE)
    if not found:
        sys.exit(f"suppress wrote something else than expected: {told[:200]}")
    tables = {f"{name}, {cells} cells, wall_s": float(seconds) for name, cells, seconds in found}
    return {**used, **tables, "slowest_wall_s": max(tables.values())}


def noise(programs):
    """What counting and noise cost: milliseconds on the clock."""
    told, _, used = measured([programs["dp"]])
    found = re.findall(r"^(\S.*?) +\d+ ns each, +([\d.]+) ms", told, re.MULTILINE)
    if not found:
        sys.exit(f"dp wrote something else than expected: {told[:200]}")
    return {**used, **{f"{what}, ms": float(spent) for what, spent in found}}


def pacsynth(folder, file, epsilon):
    """The peer with the settings of the figures in README.md, on the same file."""
    made, log = folder / "pacsynth.csv", folder / "pacsynth.jsonl"
    log.unlink(missing_ok=True)
    command = [sys.executable, SCRIPTS / "run_pacsynth.py", "--data", file, "--eps", epsilon, "--rl", "3", "--fab", "minimize"]
    measured([*command, "--out", made, "--log", log])
    said = json.loads(log.read_text())
    return {"cpu_s": said["fit_cpu"] + said["sample_cpu"], "memory_mb": said["rss_mib"], "rows": said["n_out"], **compared(file, made)}


class Figures:
    """Everything that was measured, could not be measured, or misses its bar."""

    def __init__(self, as_json):
        self.as_json, self.figures, self.skipped, self.missed = as_json, {}, [], []

    def add(self, name, found, at_most=None, at_least=None):
        self.figures[name] = found
        for figure, bar in (at_most or {}).items():
            if found[figure] > bar:
                self.missed.append(f"{name}: {figure} {found[figure]:.4g}, bar: at most {bar}")
        for figure, bar in (at_least or {}).items():
            if found[figure] < bar:
                self.missed.append(f"{name}: {figure} {found[figure]:.4g}, bar: at least {bar}")
        if not self.as_json:
            print(name)
            for figure, value in found.items():
                print(f"    {figure:<42} {value:.4g}" if isinstance(value, float) else f"    {figure:<42} {value}", flush=True)

    def finish(self):
        if self.as_json:
            print(json.dumps({"figures": self.figures, "skipped": self.skipped, "missed": self.missed}, indent=1))
        else:
            for why in self.skipped:
                print(f"SKIPPED: {why}")
            for what in self.missed:
                print(f"MISSED {what}")
        sys.exit(1 if self.missed else 0)


def measure_victims(all_of_it, programs, folder, quick):
    """Everything that needs the generated victims."""
    file, domain = victims(folder, 50_000)
    for epsilon, tvd2, tvd3 in (("4", 0.022, 0.048), ("1", 0.030, 0.062)):
        found = synthetic(programs, file, domain, epsilon, folder / "ours.csv")
        bars = {"cpu_s": 1.5, "tvd2": tvd2, "tvd3": tvd3}
        all_of_it.add(f"synthetic 50,000 x 20, epsilon {epsilon}", found, at_most=bars)
    for epsilon, error, lost in (("4", 0.08, 5), ("1", 0.13, 20)):
        ways = released_pairs(programs, folder, file, domain, epsilon)
        for way, found in ways.items():
            bars = {"pairs_error": error, "pairs_lost_percent": lost} if way == "consistent" else {}
            all_of_it.add(f"counts of all pairs, 50,000 x 20, epsilon {epsilon}, {way}", found, at_most=bars)
    found = common_rows(programs, folder, file, domain)
    bars = {"process_cpu_s": 2, "rows_off_percent": 1}
    all_of_it.add(f"rows that {K} have in common, 50,000 x 20", found, at_most=bars, at_least={"fewest_real_rows": K})

    for rows in (1_000, 5_000):
        few, _ = victims(folder, rows)
        against_independent(all_of_it, programs, folder, f"{rows:,} x 20", few, domain, "0.5")
    many, _ = victims(folder, 200_000)
    found = synthetic(programs, many, domain, "4")
    all_of_it.add("synthetic 200,000 x 20, epsilon 4", found, at_most={"cpu_s": 5, "memory_mb": 300})
    wide, wide_domain = victims(folder, 200_000, "all")
    found = risk(programs, wide, wide_domain)
    found["slower_than_allowed"] = int(found["wall_s"] > 10 and found["process_cpu_s"] > 20)
    all_of_it.add("risk report 200,000 x 28", found, at_most={"memory_mb": 1000, "slower_than_allowed": 0})
    if not quick:
        most, most_domain = victims(folder, 2_000_000, "all")
        found = synthetic(programs, most, most_domain, "4")
        all_of_it.add("synthetic 2,000,000 x 28, epsilon 4", found, at_most={"cpu_s": 60})
        most.unlink()
        another, _ = victims(folder, 50_000, seed=2)
        all_of_it.add("another sample of the same process, 50,000 x 20", compared(file, another))
        all_of_it.add("independent columns, 50,000 x 20", independent(folder, file))
        measure_public(all_of_it, programs, folder)
    if importlib.util.find_spec("pacsynth") is None:
        all_of_it.skipped.append("the peer: pac-synth 0.0.8 is not installed")
    elif quick:
        small, _ = victims(folder, 10_000)
        all_of_it.add("synthetic 10,000 x 20, epsilon 4", synthetic(programs, small, domain, "4", folder / "ours.csv"))
        all_of_it.add("pac-synth, 10,000 x 20, epsilon 4", pacsynth(folder, small, "4"))
    else:
        for epsilon in ("1", "4"):
            all_of_it.add(f"pac-synth, 50,000 x 20, epsilon {epsilon}", pacsynth(folder, file, epsilon))


def measure_public(all_of_it, programs, folder):
    """The public file that has the shape of the largest collection of victims' data."""
    if not PUBLIC.exists():
        all_of_it.skipped.append(f"the public file: {PUBLIC} is not there")
        return
    against_independent(all_of_it, programs, folder, "public file", PUBLIC, "-", "4")


def against_independent(all_of_it, programs, folder, name, file, domain, epsilon):
    """Synthetic records must not be worse than columns that have nothing to do with each other."""
    alone = independent(folder, file)
    all_of_it.add(f"independent columns, {name}", alone)
    found = synthetic(programs, file, domain, epsilon, folder / "ours.csv")
    bars = {figure: alone[figure] for figure in ("tvd2", "tvd3")}
    all_of_it.add(f"synthetic {name}, epsilon {epsilon}, against independent columns", found, at_most=bars)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without the two million, the public file and the peer's 50,000")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    all_of_it = Figures(options.json)
    programs = built()
    all_of_it.add("suppression, tables of 100,000 cells", suppression(programs), at_most={"slowest_wall_s": 30})
    all_of_it.add("counts with noise, 50,000 x 20, all pairs", noise(programs))
    lacking = [name for name in ("numpy", "pandas") if importlib.util.find_spec(name) is None]
    if not SCRIPTS.exists():
        all_of_it.skipped.append(f"everything about victims' data: {SCRIPTS} is not there")
    elif lacking:
        all_of_it.skipped.append(f"everything about victims' data: {' and '.join(lacking)} are not installed")
    else:
        with tempfile.TemporaryDirectory() as path:
            measure_victims(all_of_it, programs, Path(path), options.quick)
    all_of_it.finish()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
