import argparse
import torch
from peft import AutoPeftModelForCausalLM
from transformers import AutoTokenizer
from safetensors.torch import save_file


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--checkpoint_dir", required=True)
    p.add_argument("--output_dir", required=True)
    p.add_argument("--push_to_hub", action="store_true")
    a = p.parse_args()
    model = AutoPeftModelForCausalLM.from_pretrained(a.checkpoint_dir, torch_dtype=torch.bfloat16)
    model = model.merge_and_unload()
    model.save_pretrained(a.output_dir, safe_serialization=True)
    tok = AutoTokenizer.from_pretrained(a.checkpoint_dir)
    tok.save_pretrained(a.output_dir)
    if a.push_to_hub:
        model.push_to_hub(a.output_dir)


if __name__ == "__main__":
    main()
