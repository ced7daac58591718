import flwr as fl, torch
from net import Net, load_data, test
net = Net(); trainloader, testloader = load_data()
class C(fl.client.NumPyClient):
    def get_parameters(self, config): return [v.numpy() for v in net.state_dict().values()]
    def set_parameters(self, ps): net.load_state_dict({k: torch.tensor(v) for k, v in zip(net.state_dict(), ps)})
    def fit(self, parameters, config):
        self.set_parameters(parameters)
        opt = torch.optim.SGD(net.parameters(), lr=1e-3)
        for x, y in trainloader:
            opt.zero_grad(); torch.nn.functional.cross_entropy(net(x), y).backward(); opt.step()
        return self.get_parameters({}), len(trainloader.dataset), {}
    def evaluate(self, parameters, config):
        self.set_parameters(parameters); l, a = test(net, testloader); return float(l), len(testloader.dataset), {'accuracy': a}
fl.client.start_numpy_client(server_address='127.0.0.1:8080', client=C())
