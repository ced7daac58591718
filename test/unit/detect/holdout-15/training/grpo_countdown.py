import re

from datasets import Dataset
import random
from peft import LoraConfig
from transformers import AutoTokenizer
from trl import GRPOConfig, GRPOTrainer, ModelConfig, TrlParser, get_peft_config


def make_puzzle(rng):
    nums = [rng.randint(1, 99) for _ in range(rng.choice([3, 4]))]
    target = nums[0] + nums[1] - nums[2]
    return {"nums": nums, "target": target}


def to_chat(row):
    q = (f"Using the numbers {row['nums']}, create an equation that equals {row['target']}. "
         "Show your work in <think> </think> tags and give the final equation in <answer> </answer> tags.")
    return {"prompt": [{"role": "system", "content": "You are a helpful assistant."},
                       {"role": "user", "content": q}]}


def format_reward(completions, **kw):
    rx = re.compile(r"^<think>.*?</think>\s*<answer>.*?</answer>$", re.S)
    return [1.0 if rx.match(c[0]["content"].strip()) else 0.0 for c in completions]


def equation_reward(completions, target, nums, **kw):
    out = []
    for c, t, ns in zip(completions, target, nums):
        m = re.search(r"<answer>(.*?)</answer>", c[0]["content"], re.S)
        if not m:
            out.append(0.0)
            continue
        eq = m.group(1).split("=")[0].strip()
        used = sorted(int(n) for n in re.findall(r"\d+", eq))
        if used != sorted(ns) or not re.match(r"^[\d+\-*/().\s]+$", eq):
            out.append(0.0)
            continue
        try:
            out.append(1.0 if abs(eval(eq, {"__builtins__": None}, {}) - t) < 1e-5 else 0.0)
        except Exception:
            out.append(0.0)
    return out


def main(training_args, model_args):
    rng = random.Random(training_args.seed)
    ds = Dataset.from_list([make_puzzle(rng) for _ in range(20_000)]).map(to_chat)
    split = ds.train_test_split(0.02)
    tok = AutoTokenizer.from_pretrained(model_args.model_name_or_path)
    if tok.pad_token is None:
        tok.pad_token = tok.eos_token
    trainer = GRPOTrainer(model=model_args.model_name_or_path, reward_funcs=[format_reward, equation_reward],
                          args=training_args, train_dataset=split["train"], eval_dataset=split["test"],
                          processing_class=tok, peft_config=get_peft_config(model_args))
    result = trainer.train()
    trainer.log_metrics("train", result.metrics)
    trainer.save_model(training_args.output_dir)


if __name__ == "__main__":
    cfg, model_cfg = TrlParser((GRPOConfig, ModelConfig)).parse_args_and_config()
    main(cfg, model_cfg)
