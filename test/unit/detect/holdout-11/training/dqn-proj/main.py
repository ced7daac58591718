import gymnasium as gym
from agent import DQNAgent

env = gym.make("CartPole-v1")
agent = DQNAgent(env.observation_space.shape[0], env.action_space.n)
eps = 1.0
for episode in range(600):
    s, _ = env.reset()
    done, total = False, 0
    while not done:
        a = agent.act(s, eps)
        s2, r, term, trunc, _ = env.step(a)
        done = term or trunc
        agent.memory.append((s, a, r, s2, float(term)))
        s, total = s2, total + r
        if len(agent.memory) > 1000:
            agent.learn()
    eps = max(0.05, eps * 0.99)
    print(episode, total)
