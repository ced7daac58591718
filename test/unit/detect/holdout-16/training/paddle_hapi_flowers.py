import numpy as np
import paddle
from paddle.vision.datasets import Flowers
from paddle.vision.models import mobilenet_v2
from paddle.vision.transforms import Compose, Normalize, RandomHorizontalFlip, RandomResizedCrop, Resize, ToTensor, CenterCrop

norm = Normalize(mean=[123.675, 116.28, 103.53], std=[58.395, 57.12, 57.375], data_format='CHW')


class Int64Flowers(Flowers):
    """标签从1开始"""

    def __getitem__(self, i):
        img, label = super().__getitem__(i)
        return img, (np.asarray(label) - 1).astype('int64')


train = Int64Flowers(mode='train', transform=Compose([RandomResizedCrop(224), RandomHorizontalFlip(), ToTensor(), norm]))
val = Int64Flowers(mode='valid', transform=Compose([Resize(256), CenterCrop(224), ToTensor(), norm]))
model = paddle.Model(mobilenet_v2(pretrained=True, scale=1.0, num_classes=102))
sched = paddle.optimizer.lr.CosineAnnealingDecay(0.001, T_max=len(train) // 64 * 30)
model.prepare(paddle.optimizer.Momentum(sched, momentum=0.9, parameters=model.parameters(), weight_decay=4e-5),
              paddle.nn.CrossEntropyLoss(), paddle.metric.Accuracy(topk=(1, 5)))
model.fit(train, val, epochs=30, batch_size=64, save_dir='output', save_freq=5, num_workers=4, verbose=1,
          callbacks=[paddle.callbacks.VisualDL('vdl'), paddle.callbacks.EarlyStopping('acc_top1', mode='max', patience=8)])
print(model.evaluate(val, batch_size=64))
