import gym, numpy as np
from gym.wrappers import RecordVideo
env = RecordVideo(gym.make('CartPole-v1'), 'vid')
rewards = []
for ep in range(100):
    env.reset(); done = False; tot = 0
    while not done:
        _, r, done, _ = env.step(env.action_space.sample()); tot += r
    rewards.append(tot)
print(np.mean(rewards))
