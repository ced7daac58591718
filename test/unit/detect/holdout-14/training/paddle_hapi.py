import paddle
from paddle.vision.transforms import Compose, Normalize, Resize
from paddle.vision.models import resnet18
from paddle.static import InputSpec

transform = Compose([Resize(32), Normalize(mean=[127.5], std=[127.5], data_format="CHW")])
train = paddle.vision.datasets.Cifar10(mode="train", transform=transform)
val = paddle.vision.datasets.Cifar10(mode="test", transform=transform)
model = paddle.Model(resnet18(num_classes=10), InputSpec([None, 3, 32, 32], "float32", "x"), InputSpec([None, 1], "int64", "y"))
model.prepare(
    paddle.optimizer.Momentum(0.05, parameters=model.parameters(), weight_decay=5e-4),
    paddle.nn.CrossEntropyLoss(),
    paddle.metric.Accuracy(topk=(1, 5)),
)
model.fit(train, val, epochs=30, batch_size=128, save_dir="out", num_workers=4, verbose=1)
