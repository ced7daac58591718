from mindspore import nn, Model, context
from mindspore.train.callback import LossMonitor, ModelCheckpoint
from src.dataset import create_dataset
from src.lenet import LeNet5

context.set_context(mode=context.GRAPH_MODE, device_target="Ascend")
ds = create_dataset("./MNIST/train", 32)
net = LeNet5(10)
loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
opt = nn.Momentum(net.trainable_params(), 0.01, 0.9)
model = Model(net, loss, opt, metrics={"Accuracy": nn.Accuracy()})
model.train(10, ds, callbacks=[LossMonitor()], dataset_sink_mode=True)
