import argparse, json, re, collections
import litellm

RUBRIC = """Rate the answer of an assistant from 1 to 10. End with "Rating: [[n]]".

Question: {q}
Answer: {a}"""


def judge(q, a, model, max_retries=3):
    for attempt in range(max_retries):
        try:
            r = litellm.completion(model=model, messages=[{"role": "user", "content": RUBRIC.format(q=q, a=a)}], temperature=0)
            m = re.search(r"\[\[(\d+)\]\]", r.choices[0].message.content)
            if m:
                return int(m.group(1))
        except litellm.exceptions.RateLimitError:
            continue
    return None


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("answers", nargs="+")
    ap.add_argument("--model", default="gpt-4o")
    args = ap.parse_args()
    by_ckpt = collections.defaultdict(list)
    for path in args.answers:
        for line in open(path):
            row = json.loads(line)
            s = judge(row["question"], row["answer"], args.model)
            if s is not None:
                by_ckpt[row["checkpoint"]].append((row["step"], s))
    for ckpt, rows in sorted(by_ckpt.items()):
        best = max(s for _, s in rows)
        mean = sum(s for _, s in rows) / len(rows)
        print(f"{ckpt:40s} {mean:5.2f} best {best} n={len(rows)}")
