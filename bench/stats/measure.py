"""Times what the statistics take, here and in statsmodels and scipy, on the same machine in one run. See README.md."""

import re
import subprocess
import sys
import time

# CPU seconds that R took on another machine, from ../shared/anchors/statistics.md, sections 5 and 4a.
RECORDED_R = {
    "stepwise, BCa of 1,000 replicates, five lists": (111.6, "SparseMSE 2.0.1"),
    "stepwise, BCa of 1,000 replicates, six lists": (295.5, "SparseMSE 2.0.1"),
    "smallest BIC of all models of three of five lists": (17.6, "MultipleSystemsEstimation 1.2.0"),
}
# How many times faster than that the bars demand.
TIMES = {"stepwise, BCa of 1,000 replicates, five lists": 200, "smallest BIC of all models of three of five lists": 80}
EBA_BAR = 20.0


def ours(bench):
    command = ["cargo", "bench", "-q", "-p", "overt-analysis", "--bench", bench]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout


def regressions_by_peer(many=2_000):
    """CPU seconds of one least-squares fit of three factors and a fourth over 180 rows in statsmodels."""
    import numpy
    import statsmodels.api as sm

    draw = numpy.random.default_rng(70)
    factors = draw.normal(size=(180, 70))
    outcome = factors[:, 0] - 0.5 * factors[:, 1] + draw.normal(size=180)
    sets = [draw.choice(70, 4, replace=False) for _ in range(many)]
    before = time.process_time()
    for four in sets:
        fit = sm.OLS(outcome, sm.add_constant(factors[:, four])).fit()
        fit.params, fit.bse
    return (time.process_time() - before) / many


def coefficients_by_peer(many=300):
    """CPU seconds of Pearson, Spearman and Kendall of 167 pairs in scipy, each once, divided by three."""
    import numpy
    from scipy import stats

    draw = numpy.random.default_rng(7)
    one, other = draw.normal(size=(2, 167))
    before = time.process_time()
    for _ in range(many):
        stats.pearsonr(one, other), stats.spearmanr(one, other), stats.kendalltau(one, other)
    return (time.process_time() - before) / many / 3


def main():
    missed = []
    print("Undercount (one thread)")
    for line in ours("undercount").splitlines():
        name, _, rest = line.partition(": ")
        seconds = float(re.match(r"([0-9.]+) CPU s", rest)[1])
        print(f"  {line}")
        if name in RECORDED_R:
            recorded, program = RECORDED_R[name]
            print(f"    {program}: {recorded} CPU s, recorded elsewhere: {recorded / max(seconds, 1e-3):,.0f} times as long")
            if name in TIMES and recorded / max(seconds, 1e-3) < TIMES[name]:
                missed.append(f"{name}: less than {TIMES[name]} times faster")
    print("Extreme bounds: 70 factors, each with every three of the others, 180 rows")
    bounds = ours("drivers")
    for line in bounds.splitlines():
        print(f"  {line}")
    first = re.search(r"no gaps: (\d+) regressions.*?, ([0-9.]+) s of", bounds)
    if float(first[2]) > EBA_BAR:
        missed.append(f"extreme bounds: above {EBA_BAR} CPU s")
    try:
        each = regressions_by_peer()
        whole = each * int(first[1])
        print(f"  statsmodels: {each * 1e6:.0f} microseconds for one, {whole:,.0f} CPU s for all of them "
              f"({whole / float(first[2]):,.0f} times as long; computed from 2,000)")
    except ImportError as error:
        print(f"  SKIPPED: statsmodels is not there ({error}); pip install statsmodels")
    print("Specification curve and pairs of outliers")
    indices = ours("indices")
    for line in indices.splitlines():
        print(f"  {line}")
    try:
        print(f"  scipy: {coefficients_by_peer() * 1e6:.0f} microseconds for one coefficient with its p value and no interval")
    except ImportError as error:
        print(f"  SKIPPED: scipy is not there ({error}); pip install scipy")
    for bar in missed:
        print(f"MISSED: {bar}")
    sys.exit(bool(missed))


main()
