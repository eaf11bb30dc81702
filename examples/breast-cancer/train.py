#!/usr/bin/env python3
"""Out-of-fold predictions of two models for the Wisconsin diagnostic breast cancer data.

Writes predictions.csv beside this file: one row per tumour, with the probability of malignancy that
a random forest and a logistic regression give it when they are trained without that row's fold.

Needs scikit-learn (Debian: python3-sklearn). The same version writes the same file on every run.
"""

import csv
from pathlib import Path

from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SEED = 20261121
FOLDS = 10

# With scikit-learn's defaults (100 trees, grown until their leaves are pure) all trees agree that one
# tumour is certain and are wrong: its log loss, and so that of the file, is rightly infinite. More
# trees and leaves of at least five tumours keep the forest from being certain where it errs.
MODELS = {
    "forest": RandomForestClassifier(n_estimators=500, min_samples_leaf=5, random_state=SEED),
    "logistic": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
}


def main():
    data = load_breast_cancer()
    malignant = 1 - data.target  # scikit-learn codes malignant as 0
    folds = StratifiedKFold(n_splits=FOLDS, shuffle=True, random_state=SEED)
    columns = {
        name: cross_val_predict(model, data.data, malignant, cv=folds, method="predict_proba")[:, 1]
        for name, model in MODELS.items()
    }
    with open(Path(__file__).with_name("predictions.csv"), "w", newline="", encoding="ascii") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["id", "malignant", *columns])
        for row, label in enumerate(malignant):
            # repr gives the shortest digits that read back as the same double
            rows.writerow([row, label, *(repr(float(column[row])) for column in columns.values())])


if __name__ == "__main__":
    main()
