"""How long FollowTheMoney takes to load its own schemata, the library being imported already."""

import json
import sys
from time import perf_counter

import followthemoney
from followthemoney.model import Model
from followthemoney.settings import MODEL_PATH

RUNS = 20


def load():
    start = perf_counter()
    model = Model(MODEL_PATH)
    return perf_counter() - start, len(model.schemata)


def main():
    load()
    runs = [load() for _ in range(RUNS)]
    peer = f"followthemoney {followthemoney.__version__}"
    json.dump({"peer": peer, "seconds": [seconds for seconds, _ in runs], "schemata": runs[0][1]}, sys.stdout)


if __name__ == "__main__":
    main()
