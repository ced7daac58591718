import submitit
from omegaconf import OmegaConf

from main_pretrain import main as train_main

cfg = OmegaConf.load("cfg.yaml")
ex = submitit.AutoExecutor(folder="logs/%j")
ex.update_parameters(timeout_min=4320, slurm_partition="learn", gpus_per_node=8, nodes=4, tasks_per_node=8, name="mae")
job = ex.submit(train_main, cfg)
print(job.job_id)
