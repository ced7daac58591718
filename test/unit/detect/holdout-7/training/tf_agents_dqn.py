import tensorflow as tf
from tf_agents.agents.dqn import dqn_agent
from tf_agents.drivers import dynamic_step_driver
from tf_agents.environments import suite_gym, tf_py_environment
from tf_agents.networks import q_network
from tf_agents.replay_buffers import tf_uniform_replay_buffer
from tf_agents.utils import common

env = tf_py_environment.TFPyEnvironment(suite_gym.load("CartPole-v0"))
q_net = q_network.QNetwork(env.observation_spec(), env.action_spec(), fc_layer_params=(100,))
agent = dqn_agent.DqnAgent(env.time_step_spec(), env.action_spec(), q_network=q_net, optimizer=tf.compat.v1.train.AdamOptimizer(1e-3), td_errors_loss_fn=common.element_wise_squared_loss)
agent.initialize()
buffer = tf_uniform_replay_buffer.TFUniformReplayBuffer(agent.collect_data_spec, env.batch_size, 100000)
driver = dynamic_step_driver.DynamicStepDriver(env, agent.collect_policy, [buffer.add_batch], num_steps=1)
it = iter(buffer.as_dataset(sample_batch_size=64, num_steps=2))
agent.train = common.function(agent.train)
for _ in range(20000):
    driver.run()
    experience, _ = next(it)
    loss = agent.train(experience).loss
