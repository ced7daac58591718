import fire
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, Trainer, TrainingArguments, DataCollatorForLanguageModeling
from peft import LoraConfig, get_peft_model
from prompts import load_alpaca


def train(base_model: str = "", data_path: str = "alpaca.json", output_dir: str = "./lora", micro_batch_size: int = 4, num_epochs: int = 3,
          learning_rate: float = 3e-4, cutoff_len: int = 256):
    model = get_peft_model(AutoModelForCausalLM.from_pretrained(base_model), LoraConfig(r=8, target_modules=["q_proj"]))
    tok = AutoTokenizer.from_pretrained(base_model)
    trainer = Trainer(model=model, train_dataset=load_alpaca(data_path, tok, cutoff_len),
                      args=TrainingArguments(per_device_train_batch_size=micro_batch_size, num_train_epochs=num_epochs,
                                             learning_rate=learning_rate, output_dir=output_dir),
                      data_collator=DataCollatorForLanguageModeling(tok, mlm=False))
    trainer.train()
    model.save_pretrained(output_dir)


if __name__ == "__main__":
    fire.Fire(train)
