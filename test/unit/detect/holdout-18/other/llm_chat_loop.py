import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, TextIteratorStreamer
from threading import Thread

name = "mistralai/Mistral-7B-Instruct-v0.3"
tok = AutoTokenizer.from_pretrained(name)
model = AutoModelForCausalLM.from_pretrained(name, quantization_config=BitsAndBytesConfig(load_in_4bit=True), device_map="auto")
msgs = []
while True:
    try:
        msgs.append({"role": "user", "content": input("> ")})
    except EOFError:
        break
    ids = tok.apply_chat_template(msgs, add_generation_prompt=True, return_tensors="pt").to(model.device)
    streamer = TextIteratorStreamer(tok, skip_prompt=True, skip_special_tokens=True)
    Thread(target=model.generate, kwargs=dict(input_ids=ids, streamer=streamer, max_new_tokens=512)).start()
    reply = ""
    for tk in streamer:
        print(tk, end="", flush=True)
        reply += tk
    msgs.append({"role": "assistant", "content": reply})
