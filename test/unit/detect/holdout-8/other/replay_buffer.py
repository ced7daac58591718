import random
from collections import deque, namedtuple

Transition = namedtuple("Transition", "state action reward next_state done")


class ReplayBuffer:
    def __init__(self, capacity, alpha=0.6):
        self.buffer, self.alpha = deque(maxlen=capacity), alpha

    def push(self, *t):
        self.buffer.append(Transition(*t))

    def sample(self, n):
        return Transition(*zip(*random.sample(self.buffer, n)))

    def update_priorities(self, idx, errors):
        for i, e in zip(idx, errors):
            self.buffer[i] = self.buffer[i]._replace(reward=abs(e) ** self.alpha)
