import re

from datasets import load_dataset
from trl import GRPOConfig, GRPOTrainer


def accuracy_reward(completions, answer, **kwargs):
    out = []
    for c, a in zip(completions, answer):
        m = re.search(r"\\boxed\{(.*?)\}", c[0]["content"])
        out.append(1.0 if m and m.group(1) == a else 0.0)
    return out


def main():
    ds = load_dataset("openai/gsm8k", "main", split="train").map(
        lambda r: {"prompt": [{"role": "user", "content": r["question"]}], "answer": r["answer"].split("####")[-1].strip()})
    cfg = GRPOConfig(output_dir="qwen-grpo", per_device_train_batch_size=8, num_generations=8, max_completion_length=512,
                     learning_rate=1e-6, logging_steps=10, bf16=True, use_vllm=True)
    trainer = GRPOTrainer(model="Qwen/Qwen2.5-1.5B-Instruct", reward_funcs=[accuracy_reward], args=cfg, train_dataset=ds)
    trainer.train()
    trainer.save_model()


if __name__ == "__main__":
    main()
