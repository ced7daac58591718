import random
from collections import defaultdict
from gridworld import Grid

Q = defaultdict(float)
ALPHA = 0.5
GAMMA = 1.0


def pick(s, eps=0.1):
    return random.choice(Grid.ACTIONS) if random.random() < eps else max(Grid.ACTIONS, key=lambda a: Q[s, a])


for episode in range(500):
    g = Grid()
    s, a = g.start, pick(g.start)
    while not g.done:
        s2, r = g.move(a)
        a2 = pick(s2)
        Q[s, a] += ALPHA * (r + GAMMA * Q[s2, a2] - Q[s, a])
        s, a = s2, a2
