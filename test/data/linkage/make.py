"""Makes the answers of scipy for test/sql/linkage.sql: python3 test/data/linkage/make.py (numpy, scipy)."""
import csv
import os

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(7)
n = 40
labels = [f"i{k:02d}" for k in range(n)]
point = rng.normal(size=(n, 3)) + 3 * rng.integers(0, 4, size=(n, 1))
similarity = np.corrcoef(np.hstack([point, rng.normal(size=(n, 5))]))

def write(name, header, rows):
    with open(os.path.join(here, name), "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(header)
        w.writerows(rows)

write("similarity.csv", ["one", "other", "similarity"],
      [(labels[a], labels[b], repr(float(similarity[a, b]))) for a in range(n) for b in range(n)])
heights, clusters, related = [], [], []
for kind in ("average", "complete", "single"):
    tree = linkage(squareform(1 - (similarity + similarity.T) / 2, checks=False), kind)
    heights += [(kind, step + 1, repr(float(1 - row[2])), int(row[3])) for step, row in enumerate(tree)]
    for k in (2, 5, 12):
        group = fcluster(tree, k, "maxclust")
        clusters += [(kind, k, labels[i], labels[int(np.argmax(group == group[i]))]) for i in range(n)]
group = fcluster(linkage(squareform(1 - (similarity + similarity.T) / 2, checks=False), "average"), 5, "maxclust")
for i in range(n):
    own = [j for j in range(n) if group[j] == group[i] and j != i]
    rest = [j for j in range(n) if group[j] != group[i]]
    means = {g: similarity[i, group == g].mean() for g in set(group) - {group[i]}}
    related.append((labels[i], repr(float(similarity[i, own].mean())) if own else "", repr(float(similarity[i, rest].mean())), repr(float(max(means.values())))))
write("heights.csv", ["linkage", "step", "similarity", "size"], heights)
write("clusters.csv", ["linkage", "n_clusters", "label", "first"], clusters)
write("related.csv", ["label", "within", "outside", "nearest"], related)
