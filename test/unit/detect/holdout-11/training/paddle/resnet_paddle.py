import paddle
from paddle.vision.models import resnet18
from paddle.vision.transforms import ToTensor

train_ds = paddle.vision.datasets.Cifar10(mode="train", transform=ToTensor())
loader = paddle.io.DataLoader(train_ds, batch_size=128, shuffle=True)
model = resnet18(num_classes=10)
opt = paddle.optimizer.Momentum(learning_rate=0.1, parameters=model.parameters(), weight_decay=5e-4)
for epoch in range(100):
    for batch_id, (x, y) in enumerate(loader()):
        loss = paddle.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        opt.step()
        opt.clear_grad()
    paddle.save(model.state_dict(), "r18.pdparams")
