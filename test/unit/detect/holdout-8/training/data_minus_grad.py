import torch
from torch.autograd import Variable

x_data = [1.0, 2.0, 3.0]
y_data = [2.0, 4.0, 6.0]
w = Variable(torch.Tensor([1.0]), requires_grad=True)

for epoch in range(10):
    for x_val, y_val in zip(x_data, y_data):
        l = (x_val * w - y_val) ** 2
        l.backward()
        print("\tgrad: ", x_val, y_val, w.grad.data[0])
        w.data = w.data - 0.01 * w.grad.data
        w.grad.data.zero_()
print("predict (after training)", 4, (w * 4).data[0])
