import gym
import numpy as np
import tensorflow as tf
from tensorflow import keras

env = gym.make("CartPole-v0")
inputs = keras.layers.Input(shape=(4,))
h = keras.layers.Dense(128, activation="relu")(inputs)
model = keras.Model(inputs, [keras.layers.Dense(2, activation="softmax")(h), keras.layers.Dense(1)(h)])
opt = keras.optimizers.Adam(learning_rate=0.01)
huber = keras.losses.Huber()
running_reward = 0
ep = 0
while True:
    s = env.reset()
    rewards, logp, vals = [], [], []
    with tf.GradientTape() as tape:
        for _ in range(1, 10000):
            probs, v = model(tf.expand_dims(tf.convert_to_tensor(s), 0))
            a = np.random.choice(2, p=np.squeeze(probs))
            logp.append(tf.math.log(probs[0, a])); vals.append(v[0, 0])
            s, r, done, _ = env.step(a)
            rewards.append(r)
            if done:
                break
        running_reward = 0.05 * sum(rewards) + 0.95 * running_reward
        ret, G = [], 0
        for r in rewards[::-1]:
            G = r + 0.99 * G
            ret.insert(0, G)
        ls = [-(lp * (R - v)) + huber([v], [R]) for lp, v, R in zip(logp, vals, ret)]
        total = sum(ls)
    opt.apply_gradients(zip(tape.gradient(total, model.trainable_variables), model.trainable_variables))
    ep += 1
    if running_reward > 195:
        print(f"Solved at episode {ep}!")
        break
