import gradio as gr
from transformers import AutoModelForCausalLM, AutoTokenizer
import torch
tok = AutoTokenizer.from_pretrained('m'); model = AutoModelForCausalLM.from_pretrained('m', torch_dtype=torch.float16, device_map='auto')
def chat(msg, history):
    ids = tok(msg, return_tensors='pt').to(model.device)
    return tok.decode(model.generate(**ids, max_new_tokens=200)[0])
gr.ChatInterface(chat).launch()
