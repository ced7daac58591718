import torch
import ignite.distributed as idist
from ignite.engine import Engine, Events
from ignite.handlers import ProgressBar
from utils import get_dataflow, initialize


def training(local_rank, config):
    train_loader, _ = get_dataflow(config)
    model, optimizer, criterion, lr_scheduler = initialize(config)

    def train_step(engine, batch):
        x, y = (t.to(idist.device(), non_blocking=True) for t in batch)
        model.train()
        loss = criterion(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return {"batch loss": loss.item()}

    trainer = Engine(train_step)
    trainer.add_event_handler(Events.ITERATION_COMPLETED, lr_scheduler)
    ProgressBar().attach(trainer)
    trainer.run(train_loader, max_epochs=config["num_epochs"])


if __name__ == "__main__":
    config = dict(num_epochs=24, batch_size=512, learning_rate=0.4)
    with idist.Parallel(backend="nccl") as parallel:
        parallel.run(training, config)
