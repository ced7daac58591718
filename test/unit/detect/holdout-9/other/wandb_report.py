import wandb

api = wandb.Api()
rows = []
for run in api.runs("team/train-llm"):
    h = run.history(keys=["train/loss", "lr"])
    rows.append((run.name, run.config.get("learning_rate"), h["train/loss"].min()))
for r in sorted(rows, key=lambda r: r[2]):
    print(*r)
