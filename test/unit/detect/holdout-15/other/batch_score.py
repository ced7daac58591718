"""Nightly scoring of all active customers. Runs from cron at 03:15."""
import argparse
import datetime as dt
import logging
import sys

import joblib
import pandas as pd
import sqlalchemy as sa

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("score")
SQL = """select customer_id, tenure, plan, calls_30d, data_gb_30d, overdue
         from mart.customer_daily where day = :day and active"""


def main(argv=None):
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", default="/srv/models/churn/current/pipeline.joblib")
    ap.add_argument("--day", type=dt.date.fromisoformat, default=dt.date.today() - dt.timedelta(1))
    ap.add_argument("--dry-run", action="store_true")
    a = ap.parse_args(argv)
    bundle = joblib.load(a.model)
    pipe, meta = bundle["pipeline"], bundle["meta"]
    if (dt.date.today() - meta["trained_on"]).days > 45:
        log.warning("model is stale, trained on %s; please retrain", meta["trained_on"])
    eng = sa.create_engine("postgresql://etl@dwh/prod")
    total = 0
    for df in pd.read_sql(sa.text(SQL), eng, params={"day": a.day}, chunksize=50_000):
        x = df[meta["features"]]
        df["score"] = pipe.predict_proba(x)[:, 1]
        df["decile"] = pd.cut(df.score, [-1, *meta["deciles"], 2], labels=False)
        if not a.dry_run:
            df[["customer_id", "score", "decile"]].assign(day=a.day).to_sql("churn_score", eng, "ml", if_exists="append", index=False)
        total += len(df)
    log.info("scored %d customers", total)
    return 0 if total else 2


if __name__ == "__main__":
    sys.exit(main())
