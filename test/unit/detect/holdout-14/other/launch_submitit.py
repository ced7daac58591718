import argparse
import os
import submitit


def parse_args():
    p = argparse.ArgumentParser("Submitit for pretraining")
    p.add_argument("--ngpus", default=8, type=int)
    p.add_argument("--nodes", default=2, type=int)
    p.add_argument("--timeout", default=4320, type=int)
    p.add_argument("--partition", default="learnfair", type=str)
    p.add_argument("--job_dir", default="", type=str)
    return p.parse_args()


class Job:
    def __init__(self, args):
        self.args = args

    def __call__(self):
        import main_pretrain as trainer

        self._setup_gpu_args()
        trainer.main(self.args)

    def checkpoint(self):
        self.args.resume = os.path.join(self.args.output_dir, "checkpoint.pth")
        return submitit.helpers.DelayedSubmission(type(self)(self.args))

    def _setup_gpu_args(self):
        env = submitit.JobEnvironment()
        self.args.gpu = env.local_rank
        self.args.rank = env.global_rank
        self.args.world_size = env.num_tasks


def main():
    args = parse_args()
    executor = submitit.AutoExecutor(folder=args.job_dir or "jobs/%j", slurm_max_num_timeout=30)
    executor.update_parameters(mem_gb=40 * args.ngpus, gpus_per_node=args.ngpus, tasks_per_node=args.ngpus,
                               nodes=args.nodes, timeout_min=args.timeout, slurm_partition=args.partition)
    job = executor.submit(Job(args))
    print("Submitted job_id:", job.job_id)


if __name__ == "__main__":
    main()
