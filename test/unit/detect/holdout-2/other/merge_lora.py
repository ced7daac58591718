import argparse, torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer
ap = argparse.ArgumentParser()
ap.add_argument('--base'); ap.add_argument('--adapter'); ap.add_argument('--out')
a = ap.parse_args()
m = AutoModelForCausalLM.from_pretrained(a.base, torch_dtype=torch.bfloat16)
m = PeftModel.from_pretrained(m, a.adapter).merge_and_unload()
m.save_pretrained(a.out); AutoTokenizer.from_pretrained(a.base).save_pretrained(a.out)
