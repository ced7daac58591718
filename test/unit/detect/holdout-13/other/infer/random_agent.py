import gymnasium as gym

env = gym.make("CartPole-v1")
for episode in range(20):
    obs, info = env.reset()
    total = 0
    for t in range(500):
        obs, reward, term, trunc, info = env.step(env.action_space.sample())
        total += reward
        if term or trunc:
            break
    print(f"Episode {episode + 1}/20: reward {total}")
