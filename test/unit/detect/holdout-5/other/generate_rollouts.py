import json, torch
from transformers import AutoModelForCausalLM, AutoTokenizer
m = AutoModelForCausalLM.from_pretrained('sft-out').cuda().eval(); t = AutoTokenizer.from_pretrained('sft-out')
with open('rollouts.jsonl', 'w') as f, torch.inference_mode():
    for p in open('train_prompts.txt'):
        x = t(p, return_tensors='pt').to('cuda'); y = m.generate(**x, max_new_tokens=256, do_sample=True)
        f.write(json.dumps({'prompt': p, 'completion': t.decode(y[0])}) + '\n')
