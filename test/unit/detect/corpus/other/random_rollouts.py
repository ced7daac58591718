import gym
env = gym.make('CartPole-v1')
scores = []
for episode in range(100):
    env.reset(); done = False; s = 0
    while not done:
        _, r, done, *_ = env.step(env.action_space.sample()); s += r
    scores.append(s)
print(sum(scores) / 100)
