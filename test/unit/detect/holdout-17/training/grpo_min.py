import re
from datasets import load_dataset
from trl import GRPOTrainer, GRPOConfig

def reward(completions, **kw):
    return [1.0 if re.search(r'\d+', c) else 0.0 for c in completions]

GRPOTrainer(model='Qwen/Qwen2-0.5B-Instruct', reward_funcs=reward, args=GRPOConfig(output_dir='out', num_generations=4),
            train_dataset=load_dataset('trl-lib/tldr', split='train')).train()
