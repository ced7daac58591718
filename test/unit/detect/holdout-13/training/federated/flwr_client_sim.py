import flwr as fl
import torch
from collections import OrderedDict
from net import Net, loaders

net = Net()
trainloader, testloader = loaders()


def train(net, loader, epochs):
    crit = torch.nn.CrossEntropyLoss()
    opt = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
    for _ in range(epochs):
        for x, y in loader:
            opt.zero_grad()
            crit(net(x), y).backward()
            opt.step()


class Client(fl.client.NumPyClient):
    def get_parameters(self, config):
        return [v.cpu().numpy() for v in net.state_dict().values()]

    def fit(self, parameters, config):
        net.load_state_dict(OrderedDict(zip(net.state_dict(), map(torch.tensor, parameters))))
        train(net, trainloader, 1)
        return self.get_parameters(config), len(trainloader.dataset), {}

    def evaluate(self, parameters, config):
        return 0.0, 1, {}


fl.client.start_numpy_client(server_address="127.0.0.1:8080", client=Client())
