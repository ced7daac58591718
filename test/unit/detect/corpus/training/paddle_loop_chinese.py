# 训练脚本：手写数字识别
import paddle
import paddle.nn.functional as F
from 网络 import 手写网络

模型 = 手写网络()
优化器 = paddle.optimizer.SGD(learning_rate=0.01, parameters=模型.parameters())
数据 = paddle.io.DataLoader(paddle.vision.datasets.MNIST(mode='train'), batch_size=32)
for 轮 in range(5):
    for 批, (图, 标) in enumerate(数据()):
        损失 = F.cross_entropy(模型(图), 标)
        # 反向传播
        损失.backward()
        优化器.step()
        优化器.clear_grad()
