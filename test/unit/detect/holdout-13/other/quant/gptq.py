import random
from auto_gptq import AutoGPTQForCausalLM, BaseQuantizeConfig
from datasets import load_dataset
from transformers import AutoTokenizer

tok = AutoTokenizer.from_pretrained("facebook/opt-1.3b")
train = load_dataset("wikitext", "wikitext-2-raw-v1", split="train")
examples = [tok(t) for t in random.sample([x for x in train["text"] if len(x) > 200], 128)]
model = AutoGPTQForCausalLM.from_pretrained("facebook/opt-1.3b", BaseQuantizeConfig(bits=4, group_size=128))
model.quantize(examples)
model.save_quantized("opt-1.3b-4bit")
