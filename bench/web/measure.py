"""Measures the public pages under load and in a browser. README.md says what and why."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
CONNECTIONS = 64
SECONDS = 10
PAGES = {
    "overview": "/en/",
    "heat map": "/en/nexus",
    "longest list of the codebook": "/en/codebook/languages",
    "file of a release": "/data/acts/1/01-stage-actor.csv",
}
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


class House:
    """The site of the tests, as a process of its own."""

    def __init__(self, program):
        self.process = subprocess.Popen([program, "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        self.at = self.process.stdout.readline().strip().rstrip("/")

    def get(self, path, **headers):
        request = urllib.request.Request(self.at + path, headers=headers)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            sys.exit(f"{path} answers {error.code}")

    def memory(self, name):
        """`VmRSS` now or `VmHWM` at most, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return round(int(re.search(rf"{name}:\s+(\d+)", status)[1]) / 1024)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def built(is_debug):
    """The program that is measured."""
    profile = [] if is_debug else ["--release"]
    subprocess.run(["cargo", "build", "--quiet", *profile, "-p", "overt-publish", "--example", "house"], cwd=ROOT, check=True)
    return TARGET / ("debug" if is_debug else "release") / "examples" / "house"


def load(house, path, seconds, **headers):
    """Requests a second and how long 99 of 100 took at most, in milliseconds."""
    told = [part for name, value in headers.items() for part in ("-H", f"{name.replace('_', '-')}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *told, house.at + path]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(f"{path}: not every request was answered\n{output}")
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", output).groups()
    return round(float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])), round(float(value) * UNITS[unit], 2)


def answers(house, seconds, figures):
    if shutil.which("wrk") is None:
        print("SKIPPED load: wrk is not installed (Debian: apt-get install wrk)", file=sys.stderr)
        return
    figures["MB of memory before the load"] = house.memory("VmRSS")
    for name, path in PAGES.items():
        pressed, _ = house.get(path, **{"Accept-Encoding": "br"})
        figures[f"{name}: bytes on the way"] = len(pressed)
        figures[f"{name}: requests/s"], figures[f"{name}: p99, ms"] = load(house, path, seconds, Accept_Encoding="br")
    _, headers = house.get("/en/", **{"Accept-Encoding": "br"})
    tag = {"If_None_Match": headers["ETag"]}
    # wrk counts 304 among what is not an error.
    figures["nothing changed: requests/s"], figures["nothing changed: p99, ms"] = load(house, "/en/", seconds, **tag)
    figures["MB of memory at most"] = house.memory("VmHWM")


def started(figures):
    """From starting the program to its first page in full, with nothing released: what verifying releases takes depends on them."""
    overt = os.environ.get("OVERT_BIN")
    if overt is None:
        print("SKIPPED cold start: OVERT_BIN is not set, `cargo xtask bench web` sets it", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        about = subprocess.run([overt, "serve", "--example"], capture_output=True, text=True, check=True).stdout
        (Path(folder) / "about.toml").write_text(about)
        (Path(folder) / "releases").mkdir()
        start = time.monotonic()
        process = subprocess.Popen([overt, "serve", "--listen", "127.0.0.1:0"], cwd=folder, stderr=subprocess.PIPE, text=True)
        try:
            at = next(found[0] for line in process.stderr if (found := re.search(r"http://[^\s]+/", line)))
            urllib.request.urlopen(f"{at}en/").read()
            figures["overt serve: cold start to the first page, ms"] = round((time.monotonic() - start) * 1000)
        finally:
            process.terminate()
            process.wait()


def made(house, figures):
    """Pages that nobody asked for before: each is made and pressed."""
    page, _ = house.get("/en/codebook")
    paths = sorted(set(re.findall(r'href="(/en/codebook/[^"#?]+)"', page.decode())))
    times = []
    for path in paths:
        start = time.monotonic()
        house.get(path, **{"Accept-Encoding": "br"})
        times.append((time.monotonic() - start) * 1000)
    times.sort()
    figures["pages made for the first time"] = len(times)
    figures["made for the first time: median, ms"] = round(times[len(times) // 2], 1)
    figures["made for the first time: slowest, ms"] = round(times[-1], 1)


def painted(house, figures):
    """First contentful paint in Chromium, an empty cache for each page."""
    if shutil.which("node") is None or not (ROOT / "web/node_modules/playwright-core").is_dir():
        print("SKIPPED first paint: `cargo xtask setup` brings Node and what it needs", file=sys.stderr)
        return
    paths = [path for path in PAGES.values() if path.startswith("/en/")]
    with tempfile.TemporaryDirectory() as folder:
        output = subprocess.run(["node", "bench/web/paint.mjs", house.at, *paths], cwd=ROOT, env={**os.environ, "HOME": folder},
                                capture_output=True, text=True)
    if output.returncode != 0:
        print(f"SKIPPED first paint: {output.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return
    figures["first paint, slowest page, ms"] = max(json.loads(output.stdout).values())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--debug", action="store_true")
    options = parser.parse_args()
    seconds = SECONDS // 5 if options.quick else SECONDS
    program, figures = built(options.debug), {}
    started(figures)
    with House(program) as house:
        made(house, figures)
        answers(house, seconds, figures)
    with House(program) as house:
        painted(house, figures)
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, figure in figures.items():
            print(f"{name:<60} {figure}")
    bars = [("first paint, slowest page, ms", 200), *((f"{name}: bytes on the way", 100_000) for name in PAGES)]
    missed = [f"{name}: {figures[name]}, the bar is {bar}" for name, bar in bars if figures.get(name, 0) > bar]
    if missed and not options.debug:
        sys.exit("missed\n" + "\n".join(missed))


if __name__ == "__main__":
    main()
