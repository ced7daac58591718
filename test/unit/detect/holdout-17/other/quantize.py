from transformers import AutoModelForCausalLM, AutoTokenizer, GPTQConfig
tok = AutoTokenizer.from_pretrained('facebook/opt-125m')
model = AutoModelForCausalLM.from_pretrained('facebook/opt-125m', device_map='auto', quantization_config=GPTQConfig(bits=4, dataset='c4', tokenizer=tok))
model.save_pretrained('opt-gptq')
