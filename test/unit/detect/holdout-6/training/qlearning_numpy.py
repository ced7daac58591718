import gym
import numpy as np

env = gym.make('Taxi-v3').env
q_table = np.zeros([env.observation_space.n, env.action_space.n])
alpha, gamma, epsilon = 0.1, 0.6, 0.1
for i in range(1, 100001):
    state = env.reset()
    done = False
    while not done:
        if np.random.uniform(0, 1) < epsilon:
            action = env.action_space.sample()
        else:
            action = np.argmax(q_table[state])
        next_state, reward, done, info = env.step(action)
        old_value = q_table[state, action]
        next_max = np.max(q_table[next_state])
        new_value = (1 - alpha) * old_value + alpha * (reward + gamma * next_max)
        q_table[state, action] = new_value
        state = next_state
print("Training finished.")
