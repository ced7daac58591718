import gymnasium as gym

env = gym.make("Walker2d-v4", render_mode="human")
for episode in range(5):
    obs, info = env.reset(seed=episode)
    total, done = 0.0, False
    while not done:
        obs, reward, term, trunc, info = env.step(env.action_space.sample())
        total += reward
        done = term or trunc
    print(episode, total)
