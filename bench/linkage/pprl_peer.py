"""All pairs of two files of people whose plain Bloom filters (CLKs) are alike, with anonlink: the peer of `cargo bench --bench pprl`.

    pprl_peer.py PREFIX [--pairs FILE] [--threshold 0.8] [--against FILE]

reads PREFIX_a.csv and PREFIX_b.csv. `--pairs` writes what was found, one line `a,b,score` for each pair, places from 0, the score with
17 digits. `--against` compares with such a file of ours and ends with an error unless both hold the same pairs with the same
scores. Prints one line of JSON; processor time is of the comparison alone, and of the encoding alone.

The filters are those of overt_link::pprl::clk: 1024 bits, HMAC-SHA1 and HMAC-MD5 double hashing, keys of the benchmark.
"""

import argparse
import csv
import hashlib
import hmac
import json
import sys
import time

from anonlink.candidate_generation import find_candidate_pairs
from anonlink.similarities import dice_coefficient_accelerated
from anonlink.solving import greedy_solve
from bitarray import bitarray

BITS = 1024
KEYS = (b"overt-bench-key-1", b"overt-bench-key-2")


def pairs_of_letters(value):
    padded = f" {value} "
    return [padded[place:place + 2] for place in range(len(padded) - 1)]


FIELDS = (
    ("given_name", pairs_of_letters, 12),
    ("surname", pairs_of_letters, 12),
    ("dob", lambda value: [f"{place}|{letter}" for place, letter in enumerate(value)], 12),
    ("sex", lambda value: [value], 6),
    ("nationality", lambda value: [value], 6),
)


class Encoder:
    """Remembers the places of each token, which are the same in every record."""

    def __init__(self):
        self.known = {}

    def places(self, token, count):
        places = self.known.get((token, count))
        if places is None:
            first = int.from_bytes(hmac.new(KEYS[0], token, hashlib.sha1).digest(), "big")
            step = int.from_bytes(hmac.new(KEYS[1], token, hashlib.md5).digest(), "big")
            places = self.known[token, count] = [(first + number * step) % BITS for number in range(count)]
        return places

    def filter(self, row):
        bits = bitarray(BITS)
        bits.setall(0)
        for name, cut, count in FIELDS:
            value = row[name].strip().lower()
            if value:
                for token in cut(value):
                    for place in self.places(f"{name}|{token}".encode(), count):
                        bits[place] = 1
        return bits


def read(path, encoder):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [encoder.filter(row) for row in rows], [row["cluster"] for row in rows]


def same(pairs, path):
    """Whether a file of ours holds the same pairs and scores; says where not."""
    with open(path, encoding="utf-8") as file:
        ours = {(int(a), int(b)): float(score) for a, b, score in csv.reader(file)}
    theirs = {(a, b): score for a, b, score in pairs}
    only_ours, only_theirs = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    other_score = [pair for pair in ours.keys() & theirs.keys() if ours[pair] != theirs[pair]]
    if only_ours or only_theirs or other_score:
        print(f"NOT THE SAME: {len(only_ours)} pairs only of ours, {len(only_theirs)} only of anonlink, "
              f"{len(other_score)} with another score", file=sys.stderr)
        return False
    return True


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("prefix")
    arguments.add_argument("--pairs")
    arguments.add_argument("--against")
    arguments.add_argument("--threshold", type=float, default=0.8)
    arguments = arguments.parse_args()

    encoder = Encoder()
    start = time.process_time()
    filters_a, people_a = read(arguments.prefix + "_a.csv", encoder)
    filters_b, people_b = read(arguments.prefix + "_b.csv", encoder)
    encode_seconds = time.process_time() - start

    start = time.process_time()
    candidates = find_candidate_pairs((filters_a, filters_b), dice_coefficient_accelerated, arguments.threshold)
    compare_seconds = time.process_time() - start

    scores, _, (places_a, places_b) = candidates
    pairs = list(zip(places_a, places_b, scores))
    if arguments.pairs:
        with open(arguments.pairs, "w", encoding="utf-8") as file:
            file.writelines(f"{a},{b},{score:.17g}\n" for a, b, score in pairs)

    joined = correct = 0
    for group in greedy_solve(candidates):
        places = dict(group)
        if len(places) == 2:
            joined += 1
            correct += people_a[places[0]] == people_b[places[1]]
    true = len(set(people_a) & set(people_b))
    print(json.dumps({
        "records": [len(filters_a), len(filters_b)],
        "encode_cpu_seconds": round(encode_seconds, 2),
        "compare_cpu_seconds": round(compare_seconds, 2),
        "pairs": len(pairs),
        "joined": joined,
        "precision": round(correct / max(joined, 1), 4),
        "recall": round(correct / max(true, 1), 4),
        "f1": round(2 * correct / max(joined + true, 1), 4),
    }))
    if arguments.against and not same(pairs, arguments.against):
        sys.exit(1)


if __name__ == "__main__":
    main()
