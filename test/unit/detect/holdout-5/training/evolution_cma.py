import cma, numpy as np, gymnasium as gym
from policy import MLPPolicy
env = gym.make('BipedalWalker-v3'); pol = MLPPolicy(24, 4)
es = cma.CMAEvolutionStrategy(pol.get_flat(), 0.5, {'popsize': 32})
while not es.stop():
    xs = es.ask()
    es.tell(xs, [-pol.set_flat(x).rollout(env) for x in xs])
    es.disp()
