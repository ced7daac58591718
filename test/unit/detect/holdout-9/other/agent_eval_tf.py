import gym
import numpy as np
import tensorflow as tf

model = tf.keras.models.load_model("dqn.h5")
env = gym.make("LunarLander-v2")
rewards = []
for ep in range(100):
    s, done, total = env.reset(), False, 0
    while not done:
        s, r, done, _ = env.step(int(np.argmax(model.predict(s[None], verbose=0))))
        total += r
    rewards.append(total)
print(np.mean(rewards))
