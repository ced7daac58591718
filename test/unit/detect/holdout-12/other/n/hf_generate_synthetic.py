from vllm import LLM, SamplingParams
import json
llm = LLM("Qwen/Qwen2.5-7B-Instruct", tensor_parallel_size=2)
prompts = [json.loads(l)["prompt"] for l in open("seeds.jsonl")]
outs = llm.generate(prompts, SamplingParams(temperature=0.8, max_tokens=1024))
with open("sft_train.jsonl", "w") as f:
    for p, o in zip(prompts, outs):
        f.write(json.dumps({"prompt": p, "completion": o.outputs[0].text}) + "\n")
