import argparse
import time
import mlx.core as mx
from mlx_lm import load, stream_generate
from mlx_lm.sample_utils import make_sampler

p = argparse.ArgumentParser()
p.add_argument("--model", default="mlx-community/Mistral-7B-Instruct-v0.3-4bit")
p.add_argument("--adapter-path", default="adapters/mail")
p.add_argument("--prompt", "-p", required=True)
p.add_argument("--max-tokens", "-m", type=int, default=300)
p.add_argument("--temp", type=float, default=0.4)
p.add_argument("--compare", action="store_true", help="base and fine-tuned side by side")
args = p.parse_args()


def run(adapter):
    model, tok = load(args.model, adapter_path=adapter)
    prompt = tok.apply_chat_template([{"role": "user", "content": args.prompt}], add_generation_prompt=True)
    t = time.perf_counter()
    for r in stream_generate(model, tok, prompt, max_tokens=args.max_tokens, sampler=make_sampler(args.temp)):
        print(r.text, end="", flush=True)
    print(f"\n[{r.generation_tps:.1f} tok/s, peak {mx.get_peak_memory() / 1e9:.2f} GB, {time.perf_counter() - t:.1f} s]")


if args.compare:
    print("--- base")
    run(None)
print("--- tuned" if args.compare else "")
run(args.adapter_path)
