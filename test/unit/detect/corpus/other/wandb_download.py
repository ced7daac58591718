import wandb
api = wandb.Api()
for run in api.runs('team/train'):
    h = run.history(keys=['train/loss', 'lr'])
    h.to_csv(f'{run.name}.csv')
    if run.summary.get('train_loss', 9) < 1: run.file('model.pt').download()
