import paddle
import paddle.nn.functional as F
from paddle.vision.transforms import ToTensor
from paddle.vision.models import LeNet

train_loader = paddle.io.DataLoader(paddle.vision.datasets.MNIST(mode='train', transform=ToTensor()), batch_size=64, shuffle=True)
net = LeNet()
opt = paddle.optimizer.Adam(learning_rate=0.001, parameters=net.parameters())
net.train()
for epoch in range(2):
    for batch_id, data in enumerate(train_loader()):
        predicts = net(data[0])
        loss = F.cross_entropy(predicts, data[1])
        loss.backward()
        if batch_id % 300 == 0:
            print("epoch: {}, batch_id: {}, loss is: {}".format(epoch, batch_id, loss.numpy()))
        opt.step()
        opt.clear_grad()
