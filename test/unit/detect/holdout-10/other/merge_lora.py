import torch
from peft import PeftModel, LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer


def main(base, adapter, out):
    m = AutoModelForCausalLM.from_pretrained(base, torch_dtype=torch.bfloat16)
    m = PeftModel.from_pretrained(m, adapter)
    m = m.merge_and_unload()
    m.save_pretrained(out)
    AutoTokenizer.from_pretrained(base).save_pretrained(out)


if __name__ == "__main__":
    import fire
    fire.Fire(main)
