"""The desk under load: see README.md beside this script."""

import argparse
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

OVERT = os.environ.get("OVERT_BIN", "target/release/overt")
WORDS = "four invented words that differ"
ACCOUNT = "amina"
BARS = {"list": 150.0, "search": 150.0, "record": 100.0}
MEMORY_MOST = 400.0


def overt(folder, *arguments, **more):
    command = [OVERT, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return done.stdout


def name(number):
    return f"First{number % 2000:04d} Last{number * 7919 % 5000:04d}"


def made(folder, victims, url):
    """A store with invented victims."""
    secret = folder / "passphrase"
    secret.write_text(WORDS + "\n")
    secret.chmod(0o600)
    store = ["--store", url] if url else []
    overt(folder, "init", "--name", ACCOUNT, "--new-passphrase-file", "passphrase", "--escrow", "no", *store)
    signed_in = ["--passphrase-file", "passphrase"]
    overt(folder, "source", "add", "invented", "--legal-basis", "consent", "--purpose", "benchmark", *signed_in)
    rows = folder / "victims.csv"
    with rows.open("w") as out:
        out.write("number,name,status,registered,note\n")
        for number in range(victims):
            day = f"2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
            out.write(f"{number},{name(number)},PossibleVictimOfTrafficking,{day},an invented note {number}\n")
    (folder / "victims.toml").write_text(MAPPING)
    overt(folder, "import", "victims.csv", "--mapping", "victims.toml", "--source", "invented", "--quiet", *signed_in)


MAPPING = """
format = 1
title = "Invented victims"
about = "Invented victims of the benchmark"

[[record]]
name = "victim"
schema = "Victim"
key = ["number"]

[record.fields]
external_id = "number"
full_name = "name"
trafficking_status = "status"
registered_on = "registered"
notes = "note"
"""


class Person:
    """Somebody who is signed in."""

    def __init__(self, host):
        self.host = host
        self.connection = http.client.HTTPConnection(host, timeout=60)
        _, head = self.send("POST", "/sign-in", {"name": ACCOUNT, "passphrase": WORDS})
        self.cookie = head["set-cookie"].split(";")[0]
        page, _ = self.send("GET", "/account")
        self.proof = re.search(r'name="proof" value="([0-9a-f]+)"', page).group(1)

    def send(self, method, path, form=None):
        headers = {"Origin": f"http://{self.host}"}
        if getattr(self, "cookie", None):
            headers["Cookie"] = self.cookie
        body = None
        if form is not None:
            if getattr(self, "proof", None):
                form = {**form, "proof": self.proof}
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            # The desk closes a connection on which nobody asked for a while.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return text, {key.lower(): value for key, value in answer.getheaders()}


def work(person, victims, seconds, ids, times):
    end, chance = time.monotonic() + seconds, random.Random(id(person))
    while time.monotonic() < end:
        what = chance.choice(["list", "search", "record"])
        after = chance.choice(ids)
        began = time.monotonic()
        if what == "list":
            person.send("GET", f"/records?kind=Victim&after={after}")
        elif what == "search":
            wanted = {"by": "name", "words": name(chance.randrange(victims)), "purpose": "refer"}
            person.send("POST", "/records/search", wanted)
        else:
            person.send("GET", f"/records/{after}")
        times[what].append((time.monotonic() - began) * 1000)
        time.sleep(1)


def memory(process):
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024


def measured(folder, arguments, url):
    began = time.monotonic()
    made(folder, arguments.victims, url)
    print(f"{arguments.victims:,} victims taken in: {time.monotonic() - began:.0f} s", file=sys.stderr)
    desk = subprocess.Popen([OVERT, "desk", "--listen", "127.0.0.1:0"], cwd=folder, stderr=subprocess.PIPE, text=True)
    try:
        line = next(line for line in desk.stderr if "http://" in line)
        host = line.split("http://")[1].strip().strip("/")
        people = [Person(host) for _ in range(arguments.people)]
        ids, after = [], ""
        for _ in range(20):
            page, _ = people[0].send("GET", f"/records?kind=Victim{after}")
            ids += re.findall(r'href="/records/(record:[0-9a-f]{32})"', page)
            after = f"&after={ids[-1]}"
        times = {what: [] for what in BARS}
        hands = [
            threading.Thread(target=work, args=(person, arguments.victims, arguments.seconds, ids, times))
            for person in people
        ]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        found = {what: sorted(all_) for what, all_ in times.items()}
        p95 = {what: round(all_[int(len(all_) * 0.95)], 1) for what, all_ in found.items()}
        p50 = {what: round(all_[len(all_) // 2], 1) for what, all_ in found.items()}
        return {"p50_ms": p50, "p95_ms": p95, "requests": sum(map(len, found.values())), "memory_mb": round(memory(desk))}
    finally:
        desk.terminate()
        desk.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--victims", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    databases = {"SQLite": None}
    server = os.environ.get("OVERT_TEST_POSTGRES")
    if server:
        databases["PostgreSQL"] = server
    else:
        print("SKIPPED: PostgreSQL, because OVERT_TEST_POSTGRES names no server", file=sys.stderr)
    results, missed = {}, []
    for database, url in databases.items():
        with tempfile.TemporaryDirectory() as folder:
            if url:
                created = f"overt_bench_{os.getpid()}"
                subprocess.run(["psql", url, "-qc", f"CREATE DATABASE {created}"], check=True)
                url = f"{url.rsplit('/', 1)[0]}/{created}"
            results[database] = measured(Path(folder), arguments, url)
            if url:
                subprocess.run(["psql", server, "-qc", f"DROP DATABASE {created} WITH (FORCE)"], check=True)
        of = results[database]
        missed += [f"{database}: {what} {of['p95_ms'][what]} ms" for what, bar in BARS.items() if of["p95_ms"][what] > bar]
        if of["memory_mb"] > MEMORY_MOST:
            missed.append(f"{database}: {of['memory_mb']} MB")
    if arguments.json:
        print(json.dumps(results))
    else:
        for database, of in results.items():
            print(f"{database}: {of['requests']} requests of {arguments.people} people, {of['memory_mb']} MB")
            for what in BARS:
                print(f"  {what:<8} p50 {of['p50_ms'][what]:>7} ms   p95 {of['p95_ms'][what]:>7} ms   bar {BARS[what]} ms")
    if missed:
        sys.exit("Missed: " + "; ".join(missed))


main()
