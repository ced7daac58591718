import wandb
from train import train

sweep_config = {
    'method': 'bayes',
    'metric': {'name': 'val_loss', 'goal': 'minimize'},
    'parameters': {'lr': {'min': 1e-5, 'max': 1e-2}, 'batch_size': {'values': [16, 32, 64]}},
}
sweep_id = wandb.sweep(sweep_config, project='seg')
wandb.agent(sweep_id, function=train, count=20)
