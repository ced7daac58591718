import ray

from rl.remote import RemotePPOTrainer, Rollouts


def main(n):
    ray.init()
    rollouts = [Rollouts.options(num_gpus=1).remote(i) for i in range(n)]
    trainers = [RemotePPOTrainer.options(name=f"t{i}", num_gpus=1).remote(rollouts) for i in range(n)]
    ray.get([t.fit.remote(1000, 4) for t in trainers])


if __name__ == "__main__":
    main(2)
