import argparse
import json
from pathlib import Path
from transformers import AutoTokenizer
from vllm import LLM, SamplingParams
from vllm.lora.request import LoRARequest


def main():
    ap = argparse.ArgumentParser("rejection sampling: generate n answers and keep the right ones for SFT")
    ap.add_argument("--model", required=True)
    ap.add_argument("--lora")
    ap.add_argument("--problems", type=Path, required=True)
    ap.add_argument("--out", type=Path, default=Path("sft_train.jsonl"))
    ap.add_argument("-n", type=int, default=8)
    ap.add_argument("--tp", type=int, default=1)
    a = ap.parse_args()
    tok = AutoTokenizer.from_pretrained(a.model)
    rows = [json.loads(l) for l in a.problems.open()]
    llm = LLM(a.model, tensor_parallel_size=a.tp, enable_lora=bool(a.lora), max_lora_rank=64)
    prompts = [tok.apply_chat_template([{"role": "user", "content": r["question"]}], tokenize=False, add_generation_prompt=True)
               for r in rows]
    outs = llm.generate(prompts, SamplingParams(n=a.n, temperature=0.8, top_p=0.95, max_tokens=1024),
                        lora_request=LoRARequest("a", 1, a.lora) if a.lora else None)
    kept = 0
    with a.out.open("w") as f:
        for r, o in zip(rows, outs):
            good = {c.text for c in o.outputs if c.text.rstrip(". ").endswith(str(r["answer"]))}
            for g in sorted(good, key=len)[:2]:
                f.write(json.dumps({"prompt": r["question"], "completion": g}) + "\n")
                kept += 1
    print(f"{kept} samples, {len(rows)} problems")


if __name__ == "__main__":
    main()
