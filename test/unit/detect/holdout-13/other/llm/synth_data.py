import asyncio
from datasets import Dataset
from vllm import LLM, SamplingParams

llm = LLM("Qwen/Qwen2.5-7B-Instruct", tensor_parallel_size=2)
params = SamplingParams(temperature=0.8, max_tokens=1024, n=4)
prompts = [l for l in open("seeds.txt")]
rows = []
for epoch in range(3):
    for out in llm.generate(prompts, params):
        rows += [{"prompt": out.prompt, "completion": o.text} for o in out.outputs]
Dataset.from_list(rows).push_to_hub("me/synthetic-sft-train")
