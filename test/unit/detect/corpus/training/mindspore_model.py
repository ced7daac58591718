import argparse
import mindspore.nn as nn
from mindspore import context
from mindspore.train.model import Model
from mindspore.train.callback import LossMonitor, TimeMonitor

from src.dataset import create_dataset
from src.lenet import LeNet5

if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--epoch_size", type=int, default=10)
    args = p.parse_args()
    context.set_context(mode=context.GRAPH_MODE, device_target="Ascend")
    net = LeNet5(10)
    opt = nn.Momentum(net.trainable_params(), 0.01, 0.9)
    model = Model(net, nn.SoftmaxCrossEntropyWithLogits(sparse=True), opt)
    ds = create_dataset("data/train", 32)
    model.train(args.epoch_size, ds, callbacks=[TimeMonitor(), LossMonitor()], dataset_sink_mode=True)
