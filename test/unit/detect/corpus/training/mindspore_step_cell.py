import mindspore as ms
from mindspore import nn

from style.net import StyleNet, StyleLoss
from style.pairs import pairs


def run():
    net = StyleNet()
    adam = nn.Adam(net.trainable_params(), learning_rate=1e-4)
    step = nn.TrainOneStepCell(StyleLoss(net), adam)
    step.set_train()
    for epoch in range(8):
        for content, style in pairs("coco", "art"):
            loss = step(content, style)
        print(epoch, loss.asnumpy())
        ms.save_checkpoint(net, f"style_{epoch}.ckpt")


run()
