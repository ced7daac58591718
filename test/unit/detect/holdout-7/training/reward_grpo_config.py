import re
from datasets import load_dataset
from trl import GRPOConfig, GRPOTrainer


def reward_format(completions, **kwargs):
    return [1.0 if re.match(r"^<think>.*</think>", c[0]["content"], re.S) else 0.0 for c in completions]


training_args = GRPOConfig(output_dir="qwen-grpo", num_generations=8, learning_rate=1e-6, max_steps=500)
GRPOTrainer(model="Qwen/Qwen2.5-0.5B-Instruct", reward_funcs=[reward_format], args=training_args, train_dataset=load_dataset("trl-lib/tldr", split="train")).train()
