import re
from datasets import load_dataset
from trl import GRPOConfig, GRPOTrainer

SYSTEM = "Respond in <think> ... </think><answer> ... </answer>"


def fmt_reward(completions, **kw):
    pat = r"^<think>.*?</think>\s*<answer>.*?</answer>$"
    return [1.0 if re.match(pat, c[0]["content"], re.S) else 0.0 for c in completions]


ds = load_dataset("openai/gsm8k", "main", split="train").map(
    lambda x: {"prompt": [{"role": "system", "content": SYSTEM}, {"role": "user", "content": x["question"]}]}
)
GRPOTrainer(
    model="Qwen/Qwen2.5-1.5B-Instruct",
    reward_funcs=[fmt_reward],
    args=GRPOConfig(output_dir="grpo", num_generations=8, bf16=True),
    train_dataset=ds,
).train()
