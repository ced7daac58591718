from vllm import LLM, SamplingParams
from datasets import load_dataset

prompts = [r["question"] for r in load_dataset("openai/gsm8k", "main", split="train")]
llm = LLM("Qwen/Qwen2.5-7B-Instruct", tensor_parallel_size=4)
outs = llm.generate(prompts, SamplingParams(temperature=0.7, max_tokens=512))
with open("train_rollouts.txt", "w") as f:
    for o in outs:
        f.write(o.outputs[0].text.replace("\n", " ") + "\n")
