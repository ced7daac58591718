import os
import ray
from ray import air, tune
from ray.rllib.algorithms.ppo import PPOConfig
from ray.rllib.policy.policy import PolicySpec
from ray.tune.registry import register_env

from envs.warehouse import WarehouseEnv
from models import GridCNN

N = int(os.environ.get("N_ROBOTS", 6))


def policy_map(agent_id, episode, worker, **kw):
    return "picker" if agent_id.startswith("pick") else "carrier"


if __name__ == "__main__":
    ray.init(num_cpus=int(os.environ.get("SLURM_CPUS_PER_TASK", 8)), include_dashboard=False)
    register_env("warehouse", lambda c: WarehouseEnv(robots=N, **c))
    config = (
        PPOConfig()
        .environment("warehouse", env_config={"max_steps": 400})
        .framework("torch")
        .rollouts(num_rollout_workers=7, rollout_fragment_length="auto")
        .training(lr=tune.grid_search([1e-4, 3e-4]), train_batch_size=8000, sgd_minibatch_size=512, num_sgd_iter=8,
                  model={"custom_model": GridCNN})
        .multi_agent(policies={"picker": PolicySpec(), "carrier": PolicySpec()}, policy_mapping_fn=policy_map)
        .resources(num_gpus=1)
    )
    results = tune.Tuner("PPO", param_space=config.to_dict(),
                         run_config=air.RunConfig(stop={"timesteps_total": 10_000_000}, name="warehouse",
                                                  checkpoint_config=air.CheckpointConfig(checkpoint_frequency=25))
                         ).fit()
    best = results.get_best_result("episode_reward_mean", "max")
    print(best.checkpoint)
    ray.shutdown()
