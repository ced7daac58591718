import argparse
import os
import pprint
import ray
from ray.rllib.algorithms.impala import ImpalaConfig
from ray.rllib.utils.metrics import ENV_RUNNER_RESULTS, EPISODE_RETURN_MEAN
from ray.tune.logger import pretty_print

parser = argparse.ArgumentParser()
parser.add_argument("--env", default="ALE/Pong-v5")
parser.add_argument("--runners", type=int, default=31)
parser.add_argument("--stop-reward", type=float, default=18)
parser.add_argument("--stop-iters", type=int, default=400)
parser.add_argument("--restore")

if __name__ == "__main__":
    args = parser.parse_args()
    ray.init(address=os.environ.get("RAY_ADDRESS"))
    algo = (ImpalaConfig()
            .environment(args.env, env_config={"frameskip": 1, "full_action_space": False})
            .env_runners(num_env_runners=args.runners, num_envs_per_env_runner=5, rollout_fragment_length=50)
            .learners(num_learners=1, num_gpus_per_learner=1)
            .training(lr=[[0, 0.0005], [20_000_000, 0.000000000001]], train_batch_size=500, grad_clip=40.0, vf_loss_coeff=0.5)
            .build())
    if args.restore:
        algo.restore(args.restore)
    for i in range(args.stop_iters):
        result = algo.train()
        r = result[ENV_RUNNER_RESULTS].get(EPISODE_RETURN_MEAN, float("nan"))
        print(i, r)
        if i % 20 == 0:
            print(pretty_print(result))
            print("checkpoint", algo.save("checkpoints").checkpoint.path)
        if r >= args.stop_reward:
            pprint.pprint(algo.evaluate())
            break
    algo.stop()
