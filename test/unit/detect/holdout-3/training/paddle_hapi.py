import paddle
from paddle.vision.transforms import ToTensor
m = paddle.Model(paddle.vision.models.LeNet())
m.prepare(paddle.optimizer.Adam(parameters=m.parameters()), paddle.nn.CrossEntropyLoss(), paddle.metric.Accuracy())
m.fit(paddle.vision.datasets.MNIST(mode='train', transform=ToTensor()), epochs=2, batch_size=64, verbose=1)
