import itertools
import random
from agents import load_agent
from env import play

elo = {}
names = ["ppo_v1", "ppo_v2", "dqn", "random"]
agents = {n: load_agent(f"ckpt/{n}.zip") for n in names}
for a, b in itertools.combinations(names, 2):
    for game in range(50):
        score = play(agents[a], agents[b], seed=random.randrange(1 << 30))
        ea = 1 / (1 + 10 ** ((elo.get(b, 1000) - elo.get(a, 1000)) / 400))
        elo[a] = elo.get(a, 1000) + 16 * (score - ea)
        elo[b] = elo.get(b, 1000) - 16 * (score - ea)
print(sorted(elo.items(), key=lambda kv: -kv[1]))
