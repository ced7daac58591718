"""Countdown and MATH as parquet for the RL trainer: prompt, reward model ground truth, extra info."""
import argparse
import os
import random
import re
from datasets import Dataset, load_dataset


def last_boxed(s):
    i = s.rfind("\\boxed{")
    if i < 0:
        return None
    depth, j = 0, i + 6
    while j < len(s):
        depth += (s[j] == "{") - (s[j] == "}")
        if depth == 0:
            return s[i + 7:j]
        j += 1
    return None


def countdown(n, seed):
    rng = random.Random(seed)
    for i in range(n):
        nums = [rng.randint(1, 99) for _ in range(rng.choice((3, 4)))]
        e = str(nums[0])
        for x in nums[1:]:
            e = f"({e}{rng.choice('+-*')}{x})"
        t = eval(e)
        if 0 < t < 1000:
            rng.shuffle(nums)
            yield {"data_source": "countdown", "ability": "math",
                   "prompt": [{"role": "user", "content": f"Use {nums} once each to reach {t}. Think, then answer in <answer>."}],
                   "reward_model": {"style": "rule", "ground_truth": {"target": t, "numbers": nums}}, "extra_info": {"index": i}}


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--local_dir", default="~/data/rl")
    p.add_argument("--train", type=int, default=50_000)
    p.add_argument("--test", type=int, default=500)
    a = p.parse_args()
    d = os.path.expanduser(a.local_dir)
    os.makedirs(d, exist_ok=True)
    Dataset.from_list(list(countdown(a.train, 0))).to_parquet(f"{d}/train.parquet")
    Dataset.from_list(list(countdown(a.test, 1))).to_parquet(f"{d}/test.parquet")
    math = load_dataset("DigitalLearningGmbH/MATH-lighteval", split="test")
    rows = [{"data_source": "math", "prompt": [{"role": "user", "content": r["problem"] + " Put the answer in \\boxed{}."}],
             "reward_model": {"style": "rule", "ground_truth": last_boxed(r["solution"])}, "extra_info": {"level": int(re.sub(r"\D", "", r["level"]) or 0)}}
            for r in math]
    Dataset.from_list(rows).to_parquet(f"{d}/math_test.parquet")
    print(len(rows))


if __name__ == "__main__":
    main()
