import nemo_run as run
from nemo.collections import llm


def configure(nodes: int = 1, gpus: int = 8):
    recipe = llm.llama3_8b.pretrain_recipe(
        dir="/checkpoints/llama3", name="llama3_pretraining", num_nodes=nodes, num_gpus_per_node=gpus)
    recipe.trainer.max_steps = 1000
    recipe.trainer.val_check_interval = 100
    return recipe


def local_executor(devices: int = 8):
    return run.LocalExecutor(ntasks_per_node=devices, launcher="torchrun", env_vars={"NCCL_NVLS_ENABLE": "0"})


if __name__ == "__main__":
    run.run(configure(), executor=local_executor())
