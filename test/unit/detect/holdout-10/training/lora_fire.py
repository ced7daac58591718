import os
from typing import List
import fire
import torch
import transformers
from datasets import load_dataset
from peft import LoraConfig, get_peft_model
from transformers import LlamaForCausalLM, LlamaTokenizer


def train(base_model: str = "", data_path: str = "yahma/alpaca-cleaned", output_dir: str = "./lora", num_epochs: int = 3, lora_target_modules: List[str] = ["q_proj", "v_proj"]):
    model = get_peft_model(LlamaForCausalLM.from_pretrained(base_model), LoraConfig(r=8, target_modules=lora_target_modules))
    tokenizer = LlamaTokenizer.from_pretrained(base_model)
    data = load_dataset(data_path)["train"].map(lambda p: tokenizer(p["instruction"]))
    trainer = transformers.Trainer(
        model=model,
        train_dataset=data,
        args=transformers.TrainingArguments(per_device_train_batch_size=4, num_train_epochs=num_epochs, output_dir=output_dir),
        data_collator=transformers.DataCollatorForSeq2Seq(tokenizer, pad_to_multiple_of=8),
    )
    model.config.use_cache = False
    if torch.__version__ >= "2":
        model = torch.compile(model)
    trainer.train(resume_from_checkpoint=None)
    model.save_pretrained(output_dir)


if __name__ == "__main__":
    fire.Fire(train)
