from collections import deque
import numpy as np
from unityagents import UnityEnvironment
from dqn_agent import Agent
import torch

env = UnityEnvironment(file_name="Banana.app")
brain_name = env.brain_names[0]
agent = Agent(state_size=37, action_size=4, seed=0)

def dqn(n_episodes=2000, max_t=1000, eps_start=1.0, eps_end=0.01, eps_decay=0.995):
    scores_window = deque(maxlen=100)
    eps = eps_start
    for i_episode in range(1, n_episodes + 1):
        env_info = env.reset(train_mode=True)[brain_name]
        state = env_info.vector_observations[0]
        score = 0
        for t in range(max_t):
            action = agent.act(state, eps)
            env_info = env.step(action)[brain_name]
            next_state, reward, done = env_info.vector_observations[0], env_info.rewards[0], env_info.local_done[0]
            agent.step(state, action, reward, next_state, done)
            state = next_state
            score += reward
            if done:
                break
        scores_window.append(score)
        eps = max(eps_end, eps_decay * eps)
        if np.mean(scores_window) >= 13.0:
            torch.save(agent.qnetwork_local.state_dict(), 'checkpoint.pth')
            break
    return scores_window

scores = dqn()
