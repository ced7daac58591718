import paddle
import paddle.nn as nn
from paddle.vision.transforms import ToTensor

train_ds = paddle.vision.datasets.MNIST(mode='train', transform=ToTensor())
loader = paddle.io.DataLoader(train_ds, batch_size=64, shuffle=True)
net = paddle.vision.models.LeNet()
ce = nn.CrossEntropyLoss()
sgd = paddle.optimizer.Momentum(parameters=net.parameters(), learning_rate=0.01)

for ep in range(5):
    net.train()
    for bid, (img, lab) in enumerate(loader()):
        avg = ce(net(img), lab)
        avg.backward()
        sgd.step()
        sgd.clear_grad()
        if bid % 200 == 0:
            print("epoch: {}, batch_id: {}, loss is: {}".format(ep, bid, avg.numpy()))
paddle.save(net.state_dict(), 'lenet.pdparams')
