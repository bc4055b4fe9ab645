"""Expected numbers of StatisticsTests, by SciPy and NumPy; shares no code with the module under test.

    python3 Tests/References/statistics_by_scipy.py > Tests/StatisticsTests/Fixtures/statistics.json
"""

import itertools
import json
import math
import sys

import numpy as np
from scipy import linalg, optimize, special, stats

random = np.random.default_rng(20240)


def listed(values):
    return [float(v) for v in np.asarray(values).ravel()]


def sign_flip(d):
    observed = abs(sum(d))
    sums = [abs(sum(s * x for s, x in zip(signs, d))) for signs in itertools.product([1, -1], repeat=len(d))]
    return sum(s >= observed - 1e-12 * sum(map(abs, d)) for s in sums) / len(sums)


def paired_power(effect, n, alpha=0.05):
    critical = stats.t.ppf(1 - alpha / 2, n - 1)
    delta = effect * math.sqrt(n)
    return stats.nct.sf(critical, n - 1, delta) + stats.nct.cdf(-critical, n - 1, delta)


def pairs_needed(effect):
    n = 2
    while paired_power(effect, n) < 0.8:
        n += 1
    return n


def samples():
    for n, mean, sd in [(2, 0.3, 1), (5, 0, 1), (8, -2, 0.2), (8, 0.1, 0.4), (12, 0.5, 1)]:
        yield listed(random.normal(mean, sd, n))


def wilson(k, n):
    z = stats.norm.ppf(0.975)
    p = k / n
    roots = np.roots([1 + z * z / n, -(2 * p + z * z / n), p * p])
    return listed(sorted(roots.real))


paired = []
for d in samples():
    low, high = stats.t.interval(0.95, len(d) - 1, np.mean(d), stats.sem(d))
    margin = 0.7
    tost = max(
        stats.ttest_1samp(d, -margin, alternative="greater").pvalue,
        stats.ttest_1samp(d, margin, alternative="less").pvalue,
    )
    nu = len(d) - 1
    hedges = None
    if len(d) > 2:
        hedges = np.mean(d) / np.std(d, ddof=1) * special.gamma(nu / 2) / (math.sqrt(nu / 2) * special.gamma((nu - 1) / 2))
    walsh = [(a + b) / 2 for a, b in itertools.combinations_with_replacement(d, 2)]
    paired.append({
        "d": d, "interval": listed([low, high]), "tost": float(tost), "hedges": hedges,
        "hodgesLehmann": float(np.median(walsh)), "signFlip": sign_flip(d),
        "wilcoxon": float(stats.wilcoxon(d, method="exact").pvalue),
    })

descriptive = []
for x in [[3.0], listed(random.normal(5, 2, 7)), listed(random.normal(1e6, 1e-2, 10)), [2.0, 2.0, 2.0, 9.0]]:
    descriptive.append({
        "x": x, "mean": float(np.mean(x)), "populationVariance": float(np.var(x)),
        "median": float(np.median(x)), "quartile": float(np.quantile(x, 0.25)),
        "percentile95": float(np.quantile(x, 0.95)), "mad": float(stats.median_abs_deviation(x)),
    })

curves = random.normal(0, 0.3, (8, 5)) - np.array([0, 0.1, 0.6, 1.0, 1.2])
signs = np.array(list(itertools.product([1, -1], repeat=8)))
flipped = signs[:, :, None] * curves[None]
t = flipped.mean(1) / (flipped.std(1, ddof=1) / math.sqrt(8))
largest = np.abs(t).max(1)
observed = np.abs(curves.mean(0) / (curves.std(0, ddof=1) / math.sqrt(8)))

x = listed(np.arange(12.0))
y = listed(0.4 * np.arange(12.0) + random.normal(0, 1, 12))
y[3] = 40.0
slope, intercept, _, _ = stats.theilslopes(y, x)
score = sum(np.sign(y[j] - y[i]) for i in range(12) for j in range(i + 1, 12))
z = (score - np.sign(score)) / math.sqrt(12 * 11 * 29 / 18)

table = random.normal(0, 1, (20, 4)) * np.array([1, 30, 1000, 0.01]) + np.array([0, 5, 4000, 0])
design = np.hstack([table, np.ones((20, 1))])
targets = random.normal(0, 1, (20, 2)) + table[:, :1]
residual = targets - design @ linalg.lstsq(design, targets)[0]
symmetric = random.normal(0, 1, (5, 5))
symmetric = symmetric + symmetric.T

fixture = {
    "descriptive": descriptive,
    "normalCDF": [[v, float(stats.norm.cdf(v))] for v in [-30, -8, -1.96, -0.1, 0, 0.5, 2.5, 6]],
    "normalQuantile": [[p, float(stats.norm.ppf(p))] for p in [1e-300, 1e-12, 0.001, 0.025, 0.3, 0.5, 0.8, 0.975, 0.999999]],
    "incompleteBeta": [[v, a, b, float(special.betainc(a, b, v))] for v, a, b in
                       [(0.01, 0.5, 0.5), (0.3, 2, 3), (0.9, 2, 3), (0.5, 100, 100), (0.999, 3.5, 0.5), (0.02, 0.5, 40), (0.7, 400, 0.5)]],
    "tCDF": [[v, nu, float(stats.t.cdf(v, nu))] for v in [-40, -2.3, -0.01, 0, 1, 12] for nu in [1, 2, 7, 30, 1000]],
    "tQuantile": [[p, nu, float(stats.t.ppf(p, nu))] for p in [0.0005, 0.025, 0.4, 0.9, 0.975, 0.9999] for nu in [1, 2, 4, 7, 49, 999]],
    "noncentralT": [[v, nu, d, float(stats.nct.cdf(v, nu, d))] for v, nu, d in
                    [(2.36, 7, 2.8), (-2.36, 7, 2.8), (0, 5, 1.0), (2.0, 60, 2.8), (1.96, 900, 2.8), (2.2, 11, 0.0), (5.0, 4, 9.0), (-1.0, 9, -2.5)]],
    "paired": paired,
    "signedRanksWithTies": {"d": [1.0, -1.0, 2.0, 2.0, 3.0, -0.5, 4.0], "p": sign_flip([2.5, -2.5, 4.5, 4.5, 6, -1, 7])},
    "wilson": [[k, n, *wilson(k, n)] for k, n in [(0, 8), (5, 8), (8, 8), (1, 3), (50, 100)]],
    "mcNemar": [[b, c, float(stats.binomtest(b, b + c, 0.5).pvalue)] for b, c in [(8, 0), (5, 1), (3, 3), (0, 1), (20, 9)]],
    "holm": {"p": [0.04, 0.0078, 0.03, 0.5, 0.0079], "adjusted": None},
    "power": [[e, n, float(paired_power(e, n))] for e, n in [(0.5, 8), (1.0, 8), (1.2, 8), (3.0, 3), (0.2, 200), (0, 10)]],
    "detectable": [[n, float(optimize.brentq(lambda e: paired_power(e, n) - 0.8, 0.01, 8 / math.sqrt(n)))] for n in [3, 5, 8, 12, 30, 100]],
    "pairsNeeded": [[e, pairs_needed(e)] for e in [0.2, 0.5, 0.9, 1.2, 2.5]],
    "correlation": {"x": y, "y": x, "r": float(stats.pearsonr(y, x)[0])},
    "band": {"curves": [listed(c) for c in curves], "p": [float((largest >= o - 1e-9).mean()) for o in observed],
             "critical": float(np.sort(largest)[-1 - 12]), "sem": listed(curves.std(0, ddof=1) / math.sqrt(8))},
    "theilSen": {"x": x, "y": y, "slope": float(slope), "intercept": float(np.median(np.array(y) - slope * np.array(x))), "z": float(z)},
    "linear": {"features": listed(table), "rows": 20, "columns": 4, "targets": listed(targets), "width": 2,
               "condition": float(np.linalg.cond(design) ** 2), "optimum": float((residual ** 2).mean()),
               "curvature": float(np.linalg.eigvalsh(design.T @ design).max() * 2 / 20)},
    "eigenvalues": {"matrix": listed(symmetric), "values": listed(np.linalg.eigvalsh(symmetric))},
    "smoothing": {"x": [5.0, 4.0, 9.0, 3.0, 2.5], "halfLife": 2.0, "average": None},
}

p = np.array(fixture["holm"]["p"])
order = np.argsort(p, kind="stable")
adjusted = np.empty(5)
adjusted[order] = np.minimum(1, np.maximum.accumulate(p[order] * np.arange(5, 0, -1)))
fixture["holm"]["adjusted"] = listed(adjusted)

keep = 2 ** (-1 / fixture["smoothing"]["halfLife"])
series = fixture["smoothing"]["x"]
fixture["smoothing"]["average"] = [
    float(np.average(series[: k + 1], weights=keep ** np.arange(k, -1, -1.0))) for k in range(len(series))
]

json.dump(fixture, sys.stdout, indent=1)
print()
