import numpy as np
import torch
from torch import nn

np.random.seed(2)
data = torch.load("traindata.pt")
inp, target = torch.from_numpy(data[3:, :-1]), torch.from_numpy(data[3:, 1:])


class Sequence(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 51, batch_first=True)
        self.linear = nn.Linear(51, 1)

    def forward(self, x):
        h, _ = self.lstm(x.unsqueeze(-1))
        return self.linear(h).squeeze(-1)


seq = Sequence().double()
criterion = nn.MSELoss()
optimizer = torch.optim.LBFGS(seq.parameters(), lr=0.8)
for i in range(15):
    print("STEP: ", i)

    def closure():
        optimizer.zero_grad()
        loss = criterion(seq(inp), target)
        print("loss:", loss.item())
        loss.backward()
        return loss

    optimizer.step(closure)
