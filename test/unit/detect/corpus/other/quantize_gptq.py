from transformers import AutoModelForCausalLM, AutoTokenizer, GPTQConfig
t = AutoTokenizer.from_pretrained('facebook/opt-125m')
AutoModelForCausalLM.from_pretrained('facebook/opt-125m', quantization_config=GPTQConfig(bits=4, dataset='c4', tokenizer=t)).save_pretrained('q')
