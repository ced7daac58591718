import argparse
import os
import mindspore as ms
import mindspore.dataset as ds
import mindspore.dataset.transforms as C
import mindspore.dataset.vision as CV
from mindspore import nn
from mindspore.train import CheckpointConfig, LossMonitor, Model, ModelCheckpoint, TimeMonitor, Accuracy

from src.lenet import LeNet5
from src.config import mnist_cfg as cfg


def create_dataset(path, batch_size, repeat=1):
    d = ds.MnistDataset(path)
    d = d.map(C.TypeCast(ms.int32), "label")
    d = d.map([CV.Resize((cfg.image_height, cfg.image_width)), CV.Rescale(1 / 255., 0.), CV.HWC2CHW()], "image")
    return d.shuffle(10000).batch(batch_size, drop_remainder=True).repeat(repeat)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description='MindSpore Lenet Example')
    parser.add_argument('--device_target', type=str, default="Ascend", choices=['Ascend', 'GPU', 'CPU'])
    parser.add_argument('--data_path', type=str, default="./Data")
    args = parser.parse_args()
    ms.set_context(mode=ms.GRAPH_MODE, device_target=args.device_target)
    ds_train = create_dataset(os.path.join(args.data_path, "train"), cfg.batch_size)
    if ds_train.get_dataset_size() == 0:
        raise ValueError("Please check dataset size > 0 and batch_size <= dataset size")
    network = LeNet5(cfg.num_classes)
    net_loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
    net_opt = nn.Momentum(network.trainable_params(), cfg.lr, cfg.momentum)
    ckpt = ModelCheckpoint("checkpoint_lenet", config=CheckpointConfig(cfg.save_checkpoint_steps, cfg.keep_checkpoint_max))
    model = Model(network, net_loss, net_opt, metrics={"Accuracy": Accuracy()})
    print("============== Starting Training ==============")
    model.train(cfg.epoch_size, ds_train, callbacks=[TimeMonitor(), ckpt, LossMonitor()])
