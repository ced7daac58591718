from tianshou.algorithm import DQN
from tianshou.algorithm.modelfree.dqn import DiscreteQLearningPolicy
from tianshou.data import Collector, VectorReplayBuffer
from tianshou.trainer import OffPolicyTrainerParams

from boards import make_envs, net_and_optim


def agents():
    net, optim = net_and_optim()
    algorithm = DQN(policy=DiscreteQLearningPolicy(model=net), optim=optim, gamma=0.95)
    return algorithm, make_envs(8)


def play_and_learn(epochs):
    algorithm, envs = agents()
    collector = Collector(algorithm, envs, VectorReplayBuffer(20000, 8))
    return algorithm.run_training(
        OffPolicyTrainerParams(training_collector=collector, max_epochs=epochs, epoch_num_steps=1000, batch_size=64)
    )


print(play_and_learn(20))
