import threading, queue
import torch
from torch import nn, optim

from envs import make_env
from nets import ActorCritic


class Learner(threading.Thread):
    def __init__(self, q, model):
        super().__init__(daemon=True)
        self.q, self.model = q, model
        self.opt = optim.RMSprop(model.parameters(), lr=6e-4, eps=0.01)

    def run(self):
        while True:
            batch = self.q.get()
            if batch is None:
                return
            pi, v = self.model(batch["obs"])
            adv = batch["ret"] - v.squeeze(-1)
            logp = torch.log_softmax(pi, -1).gather(-1, batch["act"][:, None]).squeeze()
            loss = -(logp * adv.detach()).mean() + 0.5 * adv.pow(2).mean()
            self.opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 40.0)
            self.opt.step()


def act(model, q, n):
    env = make_env()
    for _ in range(n):
        q.put(env.rollout(model, 20))


if __name__ == "__main__":
    q = queue.Queue(8)
    net = ActorCritic()
    learner = Learner(q, net)
    learner.start()
    act(net, q, 100000)
    q.put(None)
    learner.join()
