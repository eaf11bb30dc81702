#!/usr/bin/env python3
"""Out-of-fold class probabilities of three models for the wine data of scikit-learn.

Writes two files beside this one, as two people who work apart would:

- predictions.csv: one row per wine, with the probabilities that a random forest and a logistic
  regression give each cultivar when they are trained without that row's fold;
- neighbours.csv: those of a nearest-neighbour vote, in another order, with two wines left out and one
  written twice, so that the file can show what a join says about such things.

Needs scikit-learn (Debian: python3-sklearn). The same version writes the same files on every run.
"""

import csv
import random
from pathlib import Path

from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SEED = 20261121
FOLDS = 10
CULTIVARS = ["barolo", "grignolino", "barbera"]  # classes 0, 1 and 2 of scikit-learn
STRONG = 13.0  # alcohol by volume, in per cent

FOREST = RandomForestClassifier(n_estimators=500, min_samples_leaf=5, random_state=SEED)
LOGISTIC = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
NEIGHBOURS = make_pipeline(StandardScaler(), KNeighborsClassifier(n_neighbors=5))

LEFT_OUT = {17, 140}
WRITTEN_TWICE = {99}


def probabilities(model, data):
    folds = StratifiedKFold(n_splits=FOLDS, shuffle=True, random_state=SEED)
    return cross_val_predict(model, data.data, data.target, cv=folds, method="predict_proba")


def write(name, header, rows):
    with open(Path(__file__).with_name(name), "w", newline="", encoding="ascii") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(header)
        # repr gives the shortest digits that read back as the same double
        lines.writerows([value if isinstance(value, (str, int)) else repr(float(value)) for value in row]
                        for row in rows)


def columns(model):
    return [f"{model}_{cultivar}" for cultivar in CULTIVARS]


def main():
    data = load_wine()
    forest = probabilities(FOREST, data)
    logistic = probabilities(LOGISTIC, data)
    neighbours = probabilities(NEIGHBOURS, data)
    rows = range(len(data.target))

    def strength(row):
        return "strong" if data.data[row][0] >= STRONG else "light"

    write(
        "predictions.csv",
        ["id", "cultivar", "strength", *columns("forest"), *columns("logistic")],
        [[row, CULTIVARS[data.target[row]], strength(row), *forest[row], *logistic[row]] for row in rows],
    )
    order = [row for row in rows if row not in LEFT_OUT] + sorted(WRITTEN_TWICE)
    random.Random(SEED).shuffle(order)
    write("neighbours.csv", ["id", *columns("neighbours")], [[row, *neighbours[row]] for row in order])


if __name__ == "__main__":
    main()
