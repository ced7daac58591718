import gymnasium as gym
from agents.td3 import TD3Agent
env = gym.make('HalfCheetah-v4', render_mode='human')
agent = TD3Agent(env.observation_space.shape[0], env.action_space.shape[0], env.action_space.high[0])
agent.load('td3.pt')
obs, _ = env.reset()
total = 0
for t in range(1000):
    obs, r, te, tr, _ = env.step(agent.act(obs))
    total += r
    if te or tr:
        break
print(total)
