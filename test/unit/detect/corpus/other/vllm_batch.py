from vllm import LLM, SamplingParams
llm = LLM('meta-llama/Llama-3.1-8B-Instruct', tensor_parallel_size=2)
for o in llm.generate(open('p.txt').read().splitlines(), SamplingParams(temperature=.7, max_tokens=256)):
    print(o.outputs[0].text)
