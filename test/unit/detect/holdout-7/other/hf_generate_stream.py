import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, TextStreamer

name = "./qlora-merged"
tok = AutoTokenizer.from_pretrained(name)
model = AutoModelForCausalLM.from_pretrained(name, device_map="auto", torch_dtype=torch.float16)
while True:
    msg = input("> ")
    ids = tok.apply_chat_template([{"role": "user", "content": msg}], return_tensors="pt").to(model.device)
    model.generate(ids, streamer=TextStreamer(tok, skip_prompt=True), max_new_tokens=512)
