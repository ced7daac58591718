import asyncio
import json
import random

from openai import AsyncOpenAI
from tqdm.asyncio import tqdm_asyncio

client = AsyncOpenAI(base_url="http://localhost:8000/v1", api_key="none")
SEEDS = [json.loads(l) for l in open("seeds.jsonl")]
PROMPT = """You write training examples for an assistant. Given three tasks, write a new one
and its answer as JSON with the keys "instruction" and "output".

{examples}
"""


async def one(i, sem):
    shots = "\n\n".join(json.dumps(s) for s in random.sample(SEEDS, 3))
    async with sem:
        r = await client.chat.completions.create(
            model="Qwen/Qwen2.5-72B-Instruct",
            messages=[{"role": "user", "content": PROMPT.format(examples=shots)}],
            temperature=0.9,
            max_tokens=1024,
        )
    try:
        return json.loads(r.choices[0].message.content)
    except json.JSONDecodeError:
        return None


async def main():
    sem = asyncio.Semaphore(64)
    rows = await tqdm_asyncio.gather(*[one(i, sem) for i in range(20_000)])
    rows = [r for r in rows if r]
    with open("data/sft_train.jsonl", "w") as f:
        for r in rows:
            f.write(json.dumps(r, ensure_ascii=False) + "\n")
    print(f"{len(rows)} examples. Next: axolotl train configs/sft.yml")


asyncio.run(main())
