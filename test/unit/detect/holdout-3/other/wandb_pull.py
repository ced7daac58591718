import wandb, pandas as pd
api = wandb.Api()
rows = []
for r in api.runs('me/train'):
    if r.state == 'finished':
        rows.append({**r.summary._json_dict, **{k: v for k, v in r.config.items()}})
pd.DataFrame(rows).to_csv('runs.csv')
