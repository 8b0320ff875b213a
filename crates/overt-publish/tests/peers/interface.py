"""schemathesis asks a served site for everything in its OpenAPI document. Usage: interface.py ADDRESS REQUESTS_OF_EACH"""

import pathlib
import re
import subprocess
import sys
import tempfile

address, requests = sys.argv[1:]
here = pathlib.Path(__file__).parent
with tempfile.TemporaryDirectory() as folder:
    report = pathlib.Path(folder) / "requests.ndjson"
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", here / "interface.toml", "--no-color", "run"]
    command += [f"{address}/api/v1/openapi.json", "--phases", "examples,coverage,fuzzing", "--seed", "1"]
    command += ["--max-examples", requests, "--continue-on-failure", "--warnings", "off"]
    command += ["--report", "ndjson", "--report-ndjson-path", report]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    statuses = re.findall(r'"status_code": ?(\d+)', report.read_text(encoding="utf-8")) if report.exists() else []
print(run.stdout[-6000:], run.stderr[-3000:], sep="\n")
print(f"{len(statuses)} answers: " + ", ".join(f"{statuses.count(one)} of {one}" for one in sorted(set(statuses))))
assert run.returncode == 0, "schemathesis found something"
assert len(statuses) >= int(requests), "hardly anything was asked"
