import re
from trl import GRPOConfig

CONFIG = GRPOConfig(output_dir='out', num_generations=8, learning_rate=1e-6, num_train_epochs=1)

def correctness(prompts, completions, answer, **kwargs):
    return [2.0 if c.strip() == a else 0.0 for c, a in zip(completions, answer)]

def format_reward(completions, **kwargs):
    return [0.5 if re.match(r'<think>.*</think>', c, re.S) else 0.0 for c in completions]
