import re
from datasets import load_dataset
from peft import LoraConfig
from trl import GRPOConfig, GRPOTrainer

SYSTEM = "Respond in <reasoning>...</reasoning><answer>...</answer>"


def extract(text):
    m = re.search(r"<answer>(.*?)</answer>", text, re.S)
    return m.group(1).strip() if m else ""


def correctness(prompts, completions, answer, **kw):
    return [2.0 if extract(c[0]["content"]) == a else 0.0 for c, a in zip(completions, answer)]


def format_reward(completions, **kw):
    return [0.5 if re.match(r"^<reasoning>.*</answer>$", c[0]["content"], re.S) else 0.0 for c in completions]


data = load_dataset("openai/gsm8k", "main", split="train").map(
    lambda x: {"prompt": [{"role": "system", "content": SYSTEM}, {"role": "user", "content": x["question"]}], "answer": x["answer"].split("####")[1].strip()}
)
cfg = GRPOConfig(output_dir="qwen-grpo", learning_rate=5e-6, per_device_train_batch_size=8, num_generations=8, max_steps=1000, use_vllm=True, bf16=True)
trainer = GRPOTrainer(
    model="Qwen/Qwen2.5-1.5B-Instruct",
    reward_funcs=[correctness, format_reward],
    args=cfg,
    train_dataset=data,
    peft_config=LoraConfig(r=16, lora_alpha=64, task_type="CAUSAL_LM"),
)
trainer.train()
