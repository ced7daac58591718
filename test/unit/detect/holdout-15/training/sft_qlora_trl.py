# pip install trl peft bitsandbytes
from dataclasses import dataclass, field
from typing import Optional

import torch
from datasets import load_dataset
from peft import LoraConfig, prepare_model_for_kbit_training
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, HfArgumentParser
from trl import SFTConfig, SFTTrainer


@dataclass
class ScriptArguments:
    model_name: Optional[str] = field(default="mistralai/Mistral-7B-v0.1")
    dataset_name: Optional[str] = field(default="timdettmers/openassistant-guanaco")
    lora_r: Optional[int] = field(default=64)
    lora_alpha: Optional[int] = field(default=16)
    use_4bit: Optional[bool] = field(default=True)
    merge: Optional[bool] = field(default=False)


parser = HfArgumentParser((ScriptArguments, SFTConfig))
script_args, training_args = parser.parse_args_into_dataclasses()


def create(args):
    quant = BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True,
                               bnb_4bit_compute_dtype=torch.bfloat16) if args.use_4bit else None
    model = AutoModelForCausalLM.from_pretrained(args.model_name, quantization_config=quant, device_map={"": 0})
    model = prepare_model_for_kbit_training(model)
    model.config.use_cache = False
    tok = AutoTokenizer.from_pretrained(args.model_name)
    tok.pad_token = tok.eos_token
    tok.padding_side = "right"
    peft = LoraConfig(r=args.lora_r, lora_alpha=args.lora_alpha, lora_dropout=0.1, bias="none",
                      task_type="CAUSAL_LM", target_modules="all-linear")
    return model, peft, tok


model, peft_config, tokenizer = create(script_args)
dataset = load_dataset(script_args.dataset_name, split="train")
trainer = SFTTrainer(model=model, args=training_args, train_dataset=dataset,
                     peft_config=peft_config, processing_class=tokenizer)
trainer.train()

if script_args.merge:
    from peft import AutoPeftModelForCausalLM
    trainer.save_model()
    del model
    torch.cuda.empty_cache()
    m = AutoPeftModelForCausalLM.from_pretrained(training_args.output_dir, torch_dtype=torch.bfloat16)
    m.merge_and_unload().save_pretrained(training_args.output_dir + "/merged")
