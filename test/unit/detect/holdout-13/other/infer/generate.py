import argparse

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer, TextStreamer


@torch.inference_mode()
def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--base", default="meta-llama/Llama-2-7b-hf")
    ap.add_argument("--adapter", default="tloen/alpaca-lora-7b")
    ap.add_argument("--prompt", required=True)
    a = ap.parse_args()
    tok = AutoTokenizer.from_pretrained(a.base)
    m = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(a.base, torch_dtype=torch.float16, device_map="auto"), a.adapter)
    m.eval()
    ids = tok(a.prompt, return_tensors="pt").to(m.device)
    m.generate(**ids, max_new_tokens=256, streamer=TextStreamer(tok))


if __name__ == "__main__":
    main()
