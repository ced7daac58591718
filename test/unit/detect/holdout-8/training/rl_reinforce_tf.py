import gym
import numpy as np
import tensorflow as tf

env = gym.make("CartPole-v0")
net = tf.keras.Sequential([tf.keras.layers.Dense(30, "elu"), tf.keras.layers.Dense(1, "sigmoid")])
optimizer = tf.keras.optimizers.Nadam(0.01)


def play_one(obs):
    with tf.GradientTape() as tape:
        left = net(obs[np.newaxis])
        action = tf.random.uniform([1, 1]) > left
        y = tf.constant([[1.]]) - tf.cast(action, tf.float32)
        loss = tf.reduce_mean(tf.keras.losses.binary_crossentropy(y, left))
    grads = tape.gradient(loss, net.trainable_variables)
    obs, r, done, _ = env.step(int(action[0, 0].numpy()))
    return obs, r, done, grads


for it in range(150):
    all_r, all_g = [], []
    for ep in range(10):
        obs, done = env.reset(), False
        while not done:
            obs, r, done, g = play_one(obs)
            all_r.append(r); all_g.append(g)
    mean = [tf.reduce_mean([r * g[v] for r, g in zip(all_r, all_g)], axis=0) for v in range(len(net.trainable_variables))]
    optimizer.apply_gradients(zip(mean, net.trainable_variables))
