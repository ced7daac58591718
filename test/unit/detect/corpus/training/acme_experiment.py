from absl import app, flags
from acme.agents.jax import td3
from acme.jax import experiments

from walkers import make_walker

FLAGS = flags.FLAGS
flags.DEFINE_integer("steps", 500_000, "Steps of the actor.")


def main(_):
    config = experiments.ExperimentConfig(
        builder=td3.TD3Builder(td3.TD3Config()),
        environment_factory=make_walker,
        network_factory=td3.make_networks,
        seed=1,
        max_num_actor_steps=FLAGS.steps,
    )
    experiments.run_experiment(config, eval_every=10_000)


if __name__ == "__main__":
    app.run(main)
