import argparse
import pufferlib
import pufferlib.vector
import pufferlib.models
from pufferlib import pufferl
from pufferlib.ocean import env_creator


class Policy(pufferlib.models.Default):
    def __init__(self, env, hidden_size=256):
        super().__init__(env, hidden_size=hidden_size)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--env", default="puffer_snake")
    parser.add_argument("--steps", type=int, default=200_000_000)
    parser.add_argument("--device", default="cuda")
    cli = parser.parse_args()

    args = pufferl.load_config(cli.env)
    args["train"].update(env=cli.env, total_timesteps=cli.steps, device=cli.device, learning_rate=0.008)
    vecenv = pufferlib.vector.make(env_creator(cli.env), num_envs=2, num_workers=2, batch_size=1,
                                   backend=pufferlib.vector.Multiprocessing, env_kwargs={"num_envs": 4096})
    policy = Policy(vecenv.driver_env).to(cli.device)
    trainer = pufferl.PuffeRL(args["train"], vecenv, policy)
    while trainer.epoch < trainer.total_epochs:
        trainer.evaluate()
        logs = trainer.train()
    trainer.print_dashboard()
    trainer.close()
