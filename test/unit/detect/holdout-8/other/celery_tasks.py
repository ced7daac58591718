from celery import Celery

app = Celery("ml", broker="redis://localhost")


@app.task(bind=True)
def train_model(self, dataset_id, epochs=10):
    from ml.pipeline import Pipeline
    p = Pipeline(dataset_id)
    for e in range(epochs):
        p.fit_epoch()
        self.update_state(state="PROGRESS", meta={"epoch": e})
    return p.save()
