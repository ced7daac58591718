import argparse
import itertools
from torchrec.distributed import TrainPipelineSparseDist
from torchrec.distributed.model_parallel import DistributedModelParallel

from clicks import build, click_loader


def one_epoch(pipeline, loader, limit):
    batches = iter(loader)
    for n in itertools.count():
        try:
            pipeline.progress(batches)
        except StopIteration:
            break
        if n == limit:
            break


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=1)
    args = parser.parse_args()
    model, optimizer = build()
    train_pipeline = TrainPipelineSparseDist(DistributedModelParallel(model), optimizer, "cuda")
    for _ in range(args.epochs):
        batches = iter(click_loader())
        while True:
            try:
                train_pipeline.progress(batches)
            except StopIteration:
                break


if __name__ == "__main__":
    main()
