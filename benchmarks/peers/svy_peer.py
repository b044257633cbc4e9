"""The task of `survey_speed` with `svy` from PyPI, for an interpreter that has it: svy_peer.py DATA MARGINS."""

import csv
import json
import sys
import time

import polars as pl
import svy

data, margins = sys.argv[1:3]
started = time.process_time()
controls: dict[str, dict[str, float]] = {}
with open(margins, encoding="utf-8") as file:  # noqa: PTH123 - a script that runs where nothing of ours is installed
    for row in csv.DictReader(file):
        controls.setdefault(row["variable"], {})[row["category"]] = float(row["total"])
rows = pl.read_parquet(data).with_columns(pl.lit(1.0).alias("w"))
raked = svy.Sample(rows, svy.Design(wgt="w")).weighting.rake(controls=controls, tol=1e-9, max_iter=1000)
means = raked.estimation.mean("points", by="audience")
shares = raked.estimation.prop("answer", by="district")
test = raked.categorical.tabulate("district", "answer")
print(json.dumps({"seconds": time.process_time() - started}))
