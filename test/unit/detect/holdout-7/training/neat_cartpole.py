import os
import gymnasium as gym
import neat
import numpy as np

env = gym.make("CartPole-v1")


def eval_genomes(genomes, config):
    for gid, genome in genomes:
        net = neat.nn.FeedForwardNetwork.create(genome, config)
        obs, _ = env.reset()
        genome.fitness = 0.0
        done = False
        while not done:
            obs, r, term, trunc, _ = env.step(int(np.argmax(net.activate(obs))))
            genome.fitness += r
            done = term or trunc


config = neat.Config(neat.DefaultGenome, neat.DefaultReproduction, neat.DefaultSpeciesSet, neat.DefaultStagnation, os.path.join(os.path.dirname(__file__), "config-feedforward"))
pop = neat.Population(config)
pop.add_reporter(neat.StdOutReporter(True))
winner = pop.run(eval_genomes, 50)
