import random
from collections import deque
import gym
import numpy as np
from keras.models import Sequential
from keras.layers import Dense
from keras.optimizers import Adam


class DQNAgent:
    def __init__(self, state_size, action_size):
        self.memory = deque(maxlen=2000)
        self.gamma = 0.95
        self.epsilon = 1.0
        self.action_size = action_size
        self.model = Sequential([Dense(24, input_dim=state_size, activation='relu'), Dense(action_size)])
        self.model.compile(loss='mse', optimizer=Adam(lr=0.001))

    def act(self, state):
        if np.random.rand() <= self.epsilon:
            return random.randrange(self.action_size)
        return np.argmax(self.model.predict(state)[0])

    def replay(self, batch_size):
        for state, action, reward, next_state, done in random.sample(self.memory, batch_size):
            target = reward if done else reward + self.gamma * np.amax(self.model.predict(next_state)[0])
            f = self.model.predict(state)
            f[0][action] = target
            self.model.fit(state, f, epochs=1, verbose=0)


if __name__ == "__main__":
    env = gym.make('CartPole-v1')
    agent = DQNAgent(4, 2)
    for e in range(1000):
        state = env.reset().reshape(1, 4)
        for time in range(500):
            action = agent.act(state)
            next_state, reward, done, _ = env.step(action)
            agent.memory.append((state, action, reward, next_state.reshape(1, 4), done))
            state = next_state.reshape(1, 4)
            if done:
                break
            if len(agent.memory) > 32:
                agent.replay(32)
