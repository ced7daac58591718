import deepspeed
from deepspeed.pipe import PipelineModule
from model import layers
from data import trainset


def train_pipe(args):
    deepspeed.init_distributed()
    net = PipelineModule(layers=layers(), num_stages=args.pipeline_parallel_size)
    engine, _, _, _ = deepspeed.initialize(args=args, model=net, model_parameters=[p for p in net.parameters() if p.requires_grad], training_data=trainset())
    for step in range(args.steps):
        loss = engine.train_batch()


if __name__ == '__main__':
    import argparse
    p = argparse.ArgumentParser()
    p.add_argument('-s', '--steps', type=int, default=100)
    p.add_argument('-p', '--pipeline-parallel-size', type=int, default=2)
    train_pipe(deepspeed.add_config_arguments(p).parse_args())
