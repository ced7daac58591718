import argparse
import glob
import pandas as pd
from darts import TimeSeries
from darts.metrics import mae, quantile_loss
from darts.models import NaiveSeasonal, TFTModel, TiDEModel

CLASSES = {"tft": TFTModel, "tide": TiDEModel}

ap = argparse.ArgumentParser(description="Backtest of saved models, without retraining")
ap.add_argument("csv")
ap.add_argument("--models", default="darts_logs/*.pt")
ap.add_argument("--start", default="2023-01-01")
ap.add_argument("--horizon", type=int, default=24)
args = ap.parse_args()

series = TimeSeries.from_csv(args.csv, "ts", "load_mw", freq="h").astype("float32")
rows = []
for path in sorted(glob.glob(args.models)):
    kind = path.split("/")[-1].split("_")[0]
    model = CLASSES[kind].load(path, map_location="cpu")
    hist = model.historical_forecasts(series, start=pd.Timestamp(args.start), forecast_horizon=args.horizon, stride=args.horizon,
                                      retrain=False, last_points_only=False, num_samples=100)
    rows.append({"model": path, "mae": sum(mae(series, h) for h in hist) / len(hist),
                 "q90": sum(quantile_loss(series, h, tau=.9) for h in hist) / len(hist)})
test = series.drop_before(pd.Timestamp(args.start))
shift = series.shift(168).slice_intersect(test)
rows.append({"model": "last week", "mae": mae(test, shift)})
df = pd.DataFrame(rows).sort_values("mae")
print(df.to_string(index=False))
df.to_csv("backtest.csv", index=False)
