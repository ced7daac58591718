from celery import Celery
from ml.trainer import Trainer
app = Celery('jobs', broker='redis://localhost')
@app.task
def train_model(cfg):
    Trainer(cfg).train()
    return 'ok'
