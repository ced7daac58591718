import torch
from transformers import pipeline, AutoModelForCausalLM, AutoTokenizer
gen = pipeline('text-generation', model='gpt2', device=0)
prompts = [l.strip() for l in open('prompts.txt')]
for batch in range(0, len(prompts), 8):
    for out in gen(prompts[batch:batch + 8], max_new_tokens=64):
        print(out[0]['generated_text'])
