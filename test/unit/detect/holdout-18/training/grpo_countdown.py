import re
from datasets import load_dataset
from trl import GRPOConfig, GRPOTrainer, ModelConfig, TrlParser, get_peft_config

def format_reward(completions, **kwargs):
    return [1.0 if re.match(r"^<think>.*?</think>\s*<answer>.*?</answer>$", c[0]["content"], re.S) else 0.0
            for c in completions]

def equation_reward(completions, target, nums, **kwargs):
    rewards = []
    for c, t, n in zip(completions, target, nums):
        m = re.search(r"<answer>(.*?)</answer>", c[0]["content"])
        try:
            rewards.append(float(abs(eval(m.group(1), {"__builtins__": None}) - t) < 1e-5))
        except Exception:
            rewards.append(0.0)
    return rewards

def grpo_function(model_args, training_args):
    ds = load_dataset("Jiayi-Pan/Countdown-Tasks-3to4", split="train").shuffle(seed=42).select(range(50000))
    trainer = GRPOTrainer(model=model_args.model_name_or_path, reward_funcs=[format_reward, equation_reward],
                          args=training_args, train_dataset=ds, peft_config=get_peft_config(model_args))
    train_result = trainer.train()
    trainer.save_metrics("train", train_result.metrics)

def main():
    model_args, training_args = TrlParser((ModelConfig, GRPOConfig)).parse_args_and_config()
    grpo_function(model_args, training_args)

if __name__ == "__main__":
    main()
