import nemo_run as run
from nemo.collections import llm

def configure(nodes=1, gpus=8):
    return llm.llama3_8b.finetune_recipe(dir="/ckpt", name="l3", num_nodes=nodes, num_gpus_per_node=gpus)

if __name__ == "__main__":
    llm.finetune(model=llm.llama3_8b.model(), data=llm.SquadDataModule(seq_length=2048), trainer=llm.default_trainer(), peft=llm.peft.LoRA())
