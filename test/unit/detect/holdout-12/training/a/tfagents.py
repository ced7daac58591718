import tensorflow as tf
from tf_agents.agents.dqn import dqn_agent
from tf_agents.environments import suite_gym, tf_py_environment
from setup import make_q_net, make_buffer, make_driver

env = tf_py_environment.TFPyEnvironment(suite_gym.load("CartPole-v0"))
agent = dqn_agent.DqnAgent(env.time_step_spec(), env.action_spec(), q_network=make_q_net(env), optimizer=tf.keras.optimizers.Adam(1e-3))
agent.initialize()
buffer = make_buffer(agent)
iterator = iter(buffer.as_dataset(num_parallel_calls=3, sample_batch_size=64, num_steps=2))
driver = make_driver(env, agent, buffer)
for _ in range(20000):
    driver.run()
    experience, _ = next(iterator)
    loss = agent.train(experience).loss
