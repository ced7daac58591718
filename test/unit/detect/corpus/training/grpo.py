from trl import GRPOConfig, GRPOTrainer
from rewards import reward_len
from datasets import load_dataset

def main() -> None:
    dataset = load_dataset("trl-lib/tldr", split="train")
    t = GRPOTrainer(model="Qwen/Qwen2-0.5B-Instruct", reward_funcs=reward_len, args=GRPOConfig(output_dir="x"), train_dataset=dataset)
    t.train()

main()
