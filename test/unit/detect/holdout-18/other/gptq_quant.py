from auto_gptq import AutoGPTQForCausalLM, BaseQuantizeConfig
from transformers import AutoTokenizer
import random
from datasets import load_dataset

pretrained = "facebook/opt-1.3b"
tok = AutoTokenizer.from_pretrained(pretrained, use_fast=True)
data = load_dataset("wikitext", "wikitext-2-raw-v1", split="train")
trainenc = tok("\n\n".join(data["text"]), return_tensors="pt")
examples = []
for _ in range(128):
    i = random.randint(0, trainenc.input_ids.shape[1] - 2049)
    inp = trainenc.input_ids[:, i:i + 2048]
    examples.append({"input_ids": inp, "attention_mask": inp.ne(0)})
model = AutoGPTQForCausalLM.from_pretrained(pretrained, BaseQuantizeConfig(bits=4, group_size=128))
model.quantize(examples)
model.save_quantized("opt-1.3b-4bit", use_safetensors=True)
