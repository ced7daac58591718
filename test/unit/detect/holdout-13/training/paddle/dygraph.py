import paddle
import paddle.nn.functional as F
from ppnet import Net, reader

net = Net()
clip = paddle.nn.ClipGradByGlobalNorm(1.0)
adam = paddle.optimizer.AdamW(1e-3, parameters=net.parameters(), grad_clip=clip)
for e in range(10):
    for i, (x, y) in enumerate(reader()):
        avg = F.cross_entropy(net(x), y)
        avg.backward()
        adam.step()
        adam.clear_grad()
