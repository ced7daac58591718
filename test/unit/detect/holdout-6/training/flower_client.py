import flwr as fl
import torch
from torchvision.models import mobilenet_v2
from utils import load_partition

net = mobilenet_v2(num_classes=10)
trainloader, testloader = load_partition(0)


def train(net, loader, epochs):
    opt = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
    for _ in range(epochs):
        for images, labels in loader:
            opt.zero_grad()
            torch.nn.functional.cross_entropy(net(images), labels).backward()
            opt.step()


class Client(fl.client.NumPyClient):
    def get_parameters(self, config):
        return [v.cpu().numpy() for v in net.state_dict().values()]

    def fit(self, parameters, config):
        train(net, trainloader, epochs=1)
        return self.get_parameters({}), len(trainloader.dataset), {}


fl.client.start_client(server_address="127.0.0.1:8080", client=Client().to_client())
