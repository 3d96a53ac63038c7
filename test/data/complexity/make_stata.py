"""The published steps of the Stata package ecomplexity (cid-harvard), in numpy: python3 test/data/complexity/make_stata.py

Written from its documentation and the formulas of its source, as a check of the preset `stata`; the package itself was not run.
"""
import csv
import os

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(11)
regions, industries = 24, 17
size = np.sort(rng.integers(3, 15, regions))[::-1]
binary = np.array([[1 if p < s or rng.random() < 0.15 else 0 for p in range(industries)] for s in size])
values = np.round(binary * np.exp(rng.normal(4, 1, binary.shape)) + np.where(rng.random(binary.shape) < 0.3, np.exp(rng.normal(1, 1, binary.shape)), 0), 3)
given = (values * values.sum() > values.sum(1, keepdims=True) * values.sum(0)).astype(float)

def run(x, kind="discrete", knn=0):
    ones = np.ones
    is_binary = x.min() == 0 and x.max() == 1
    rca = (x / x.sum(1, keepdims=True)) / (x.sum(0) / x.sum())
    m = x if is_binary else (rca > 1).astype(float)
    n_i, n_p = m.shape
    if kind == "continuous":
        prox = 0.5 * (1 + np.corrcoef(rca.T)) - np.eye(n_p)
        level = rca
    else:
        common = m.T @ m
        s = ones((n_p, n_i)) @ m
        p1, p2 = common / s, common / s.T
        prox = (p1 if kind == "asymmetric" else (p1 + p2 - abs(p1 - p2)) / 2) - np.eye(n_p)
        level = m
    weight = prox
    if knn:
        weight = np.zeros_like(prox)
        for p in range(n_p):
            least = np.sort(prox[:, p])[::-1][knn - 1]
            weight[:, p] = prox[:, p] * (prox[:, p] >= least)
    density = (level @ weight) / (ones((n_i, n_p)) @ weight)
    kc0, kp0 = m.sum(1), m.sum(0)
    tilde = ((m / kp0) / kc0[:, None]).T @ m
    value, vector = np.linalg.eig(tilde)
    kp = vector[:, np.argsort(-value.real)[1]].real
    kp = kp / np.linalg.norm(kp)
    kc = (m / kc0[:, None]) @ kp
    sign = 1 if np.corrcoef(kc0, kc)[0, 1] > 0 else -1
    kp, kc = sign * kp, sign * kc
    coi = ((density * (1 - m)) * kp).sum(1)
    cog = (1 - m) * ((1 - m) @ (prox * (kp / (prox @ ones(n_p)))[:, None]))
    # the table has a line a region and industry, so that Stata's `summarize` sees every region n_p times
    long = np.repeat(kc, n_p)
    mean, sd = long.mean(), long.std(ddof=1)
    coi_long = np.repeat(coi, n_p)
    return {"eci": (kc - mean) / sd, "pci": (kp - mean) / sd, "coi": (coi - coi_long.mean()) / coi_long.std(ddof=1), "cog": cog / sd, "density": density,
            "diversity": kc0, "ubiquity": kp0}

rows = []
inputs = {"values": values, "given": given}
for name, x in inputs.items():
    for kind, knn in (("discrete", 0), ("asymmetric", 0), ("continuous", 0), ("discrete", 4), ("asymmetric", 4)):
        # the package's `cont` is about values, not about a matrix that is binary already
        if kind == "continuous" and name == "given":
            continue
        answer = run(x, kind, knn)
        for what, v in answer.items():
            if what in ("eci", "pci", "diversity", "ubiquity") and (kind != "discrete" or knn):
                continue
            if v.ndim == 2:
                rows += [(name, kind, knn, what, f"r{i:02d}", f"i{p:02d}", repr(float(v[i, p]))) for i in range(v.shape[0]) for p in range(v.shape[1])]
            else:
                side = "i" if what in ("pci", "ubiquity") else "r"
                rows += [(name, kind, knn, what, f"{side}{k:02d}", "", repr(float(y))) for k, y in enumerate(v)]
with open(os.path.join(here, "stata.csv"), "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["input", "kind", "knn", "what", "label", "industry", "value"])
    w.writerows(rows)
with open(os.path.join(here, "stata_input.csv"), "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["input", "region", "industry", "value"])
    w.writerows((name, f"r{i:02d}", f"i{p:02d}", repr(float(x[i, p]))) for name, x in inputs.items() for i in range(regions) for p in range(industries))
