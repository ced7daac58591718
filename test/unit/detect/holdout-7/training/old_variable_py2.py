from __future__ import print_function
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch.autograd import Variable
from torchvision import datasets, transforms

class Net(nn.Module):
	def __init__(self):
		super(Net, self).__init__()
		self.conv1 = nn.Conv2d(1, 10, kernel_size=5)
		self.fc = nn.Linear(1440, 10)

	def forward(self, x):
		x = F.relu(F.max_pool2d(self.conv1(x), 2))
		return F.log_softmax(self.fc(x.view(-1, 1440)))

loader = torch.utils.data.DataLoader(datasets.MNIST('../data', train=True, download=True, transform=transforms.ToTensor()), batch_size=64, shuffle=True)
model = Net()
model.cuda()
optimizer = optim.SGD(model.parameters(), lr=0.01, momentum=0.5)

def train(epoch):
	model.train()
	for batch_idx, (data, target) in enumerate(loader):
		data, target = Variable(data.cuda()), Variable(target.cuda())
		optimizer.zero_grad()
		loss = F.nll_loss(model(data), target)
		loss.backward()
		optimizer.step()
		if batch_idx % 10 == 0:
			print('Train Epoch: {} [{}]\tLoss: {:.6f}'.format(epoch, batch_idx, loss.data[0]))

for epoch in range(1, 11):
	train(epoch)
