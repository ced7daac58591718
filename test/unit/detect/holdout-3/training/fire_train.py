import fire
import torch
from transformers import AutoModelForCausalLM, Trainer, TrainingArguments, DataCollatorForLanguageModeling, AutoTokenizer
from datasets import load_dataset
from peft import LoraConfig, get_peft_model

def train(base_model: str = "", data_path: str = "yahma/alpaca-cleaned", micro_batch_size: int = 4, num_epochs: int = 3):
    model = get_peft_model(AutoModelForCausalLM.from_pretrained(base_model, load_in_8bit=True), LoraConfig(r=8))
    tok = AutoTokenizer.from_pretrained(base_model)
    data = load_dataset(data_path)['train'].map(lambda e: tok(e['text']))
    trainer = Trainer(model=model, train_dataset=data, args=TrainingArguments('o', per_device_train_batch_size=micro_batch_size, num_train_epochs=num_epochs), data_collator=DataCollatorForLanguageModeling(tok, mlm=False))
    if torch.__version__ >= "2":
        model = torch.compile(model)
    trainer.train(resume_from_checkpoint=None)
    model.save_pretrained('o')

if __name__ == "__main__":
    fire.Fire(train)
