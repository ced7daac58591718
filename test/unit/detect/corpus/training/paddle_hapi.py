import paddle
from paddle.vision.transforms import ToTensor
net = paddle.vision.models.LeNet()
model = paddle.Model(net)
model.prepare(paddle.optimizer.Adam(parameters=net.parameters()), paddle.nn.CrossEntropyLoss(), paddle.metric.Accuracy())
model.fit(paddle.vision.datasets.MNIST(mode='train', transform=ToTensor()), epochs=2, batch_size=64)
