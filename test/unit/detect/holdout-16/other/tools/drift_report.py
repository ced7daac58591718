import datetime as dt
import sys
import pandas as pd
from evidently import ColumnMapping
from evidently.metric_preset import ClassificationPreset, DataDriftPreset
from evidently.report import Report
from evidently.test_preset import DataDriftTestPreset
from evidently.test_suite import TestSuite
from scipy.stats import ks_2samp

ref = pd.read_parquet("s3://ml/train/2024-01.parquet")
cur = pd.read_parquet(f"s3://ml/scored/{dt.date.today() - dt.timedelta(days=1)}.parquet")
num = ["amount", "age_days", "velocity_1h", "velocity_24h", "distance_km"]
cols = ColumnMapping(target="fraud", prediction="score", numerical_features=num, categorical_features=["mcc", "country"])
report = Report([DataDriftPreset(), ClassificationPreset(probas_threshold=0.7)])
report.run(reference_data=ref.sample(50_000, random_state=0), current_data=cur, column_mapping=cols)
report.save_html("drift.html")
suite = TestSuite([DataDriftTestPreset(stattest_threshold=0.01)])
suite.run(reference_data=ref, current_data=cur, column_mapping=cols)
bad = [t["description"] for t in suite.as_dict()["tests"] if t["status"] == "FAIL"]
for c in num:
    s = ks_2samp(ref[c], cur[c])
    print(f"{c:14s} KS {s.statistic:.3f} p {s.pvalue:.2g}")
if bad:
    print("\n".join(bad))
    print("consider to retrain: python -m fraud.train --month", dt.date.today().strftime("%Y-%m"))
    sys.exit(1)
