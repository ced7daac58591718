from transformers import AutoModelForCausalLM, AutoTokenizer, GPTQConfig

tok = AutoTokenizer.from_pretrained("facebook/opt-125m")
cfg = GPTQConfig(bits=4, dataset="c4", tokenizer=tok)
m = AutoModelForCausalLM.from_pretrained("facebook/opt-125m", device_map="auto", quantization_config=cfg)
m.save_pretrained("opt-125m-gptq")
