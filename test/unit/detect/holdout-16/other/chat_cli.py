import argparse
import readline  # noqa: F401
import sys
import threading
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, TextIteratorStreamer


def load(path, bits):
    q = {4: BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_compute_dtype=torch.bfloat16), 8: BitsAndBytesConfig(load_in_8bit=True)}.get(bits)
    tok = AutoTokenizer.from_pretrained(path)
    model = AutoModelForCausalLM.from_pretrained(path, quantization_config=q, device_map="auto", torch_dtype=torch.bfloat16)
    return tok, model.eval()


def reply(tok, model, history, a):
    ids = tok.apply_chat_template(history, add_generation_prompt=True, return_tensors="pt").to(model.device)
    s = TextIteratorStreamer(tok, skip_prompt=True, skip_special_tokens=True)
    threading.Thread(target=model.generate, kwargs=dict(inputs=ids, streamer=s, max_new_tokens=a.max_new, do_sample=a.temp > 0,
                                                        temperature=a.temp or None, top_p=a.top_p)).start()
    out = ""
    for piece in s:
        print(piece, end="", flush=True)
        out += piece
    print()
    return out


def main():
    p = argparse.ArgumentParser(description="Talk to a model that `train_sft.py` wrote")
    p.add_argument("model")
    p.add_argument("--bits", type=int, choices=[4, 8, 16], default=16)
    p.add_argument("--temp", type=float, default=0.7)
    p.add_argument("--top-p", type=float, default=0.9)
    p.add_argument("--max-new", type=int, default=512)
    p.add_argument("--system")
    a = p.parse_args()
    tok, model = load(a.model, a.bits)
    history = [{"role": "system", "content": a.system}] if a.system else []
    while True:
        try:
            q = input("> ")
        except (EOFError, KeyboardInterrupt):
            sys.exit(0)
        if q == "/clear":
            history = history[:1] if a.system else []
            continue
        history.append({"role": "user", "content": q})
        history.append({"role": "assistant", "content": reply(tok, model, history, a)})


if __name__ == "__main__":
    main()
