import argparse
import pandas as pd
import wandb

ap = argparse.ArgumentParser()
ap.add_argument("project")
ap.add_argument("--metric", default="val/acc")
ap.add_argument("--tag", action="append", default=[])
ap.add_argument("--download", action="store_true")
ap.add_argument("--top", type=int, default=10)
args = ap.parse_args()

api = wandb.Api(timeout=60)
filters = {"state": "finished", **({"tags": {"$in": args.tag}} if args.tag else {})}
rows = []
for run in api.runs(args.project, filters=filters):
    best = run.summary.get(args.metric)
    if best is None:
        h = run.history(keys=[args.metric], pandas=True)
        best = h[args.metric].max() if len(h) else None
    rows.append({"id": run.id, "name": run.name, args.metric: best, "lr": run.config.get("lr"), "epochs": run.config.get("epochs"),
                 "hours": run.summary.get("_runtime", 0) / 3600, "train_loss": run.summary.get("train/loss")})
df = pd.DataFrame(rows).sort_values(args.metric, ascending=False)
print(df.head(args.top).to_markdown(index=False))
print("GPU hours", df.hours.sum().round(1))
if args.download:
    for i in df.id.head(3):
        for f in api.run(f"{args.project}/{i}").files():
            if f.name.endswith((".ckpt", ".yaml")):
                f.download(root=f"best/{i}", exist_ok=True)
