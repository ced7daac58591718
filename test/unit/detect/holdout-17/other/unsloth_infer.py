from unsloth import FastLanguageModel
from transformers import TextStreamer
model, tokenizer = FastLanguageModel.from_pretrained('lora_model', max_seq_length=2048, load_in_4bit=True)
FastLanguageModel.for_inference(model)
inputs = tokenizer(['Continue the Fibonacci sequence:'], return_tensors='pt').to('cuda')
_ = model.generate(**inputs, streamer=TextStreamer(tokenizer), max_new_tokens=128)
model.save_pretrained_gguf('gguf', tokenizer, quantization_method='q4_k_m')
