import fire
import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer


def main(base: str, lora: str, out: str, dtype: str = "bfloat16"):
    m = AutoModelForCausalLM.from_pretrained(base, torch_dtype=getattr(torch, dtype))
    m = PeftModel.from_pretrained(m, lora).merge_and_unload()
    m.train(False)
    m.save_pretrained(out)
    AutoTokenizer.from_pretrained(base).save_pretrained(out)


if __name__ == "__main__":
    fire.Fire(main)
