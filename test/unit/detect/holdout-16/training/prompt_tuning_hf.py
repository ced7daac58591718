import torch
from datasets import load_dataset
from peft import PromptTuningConfig, PromptTuningInit, TaskType, get_peft_model
from transformers import (AutoModelForCausalLM, AutoTokenizer, DataCollatorForSeq2Seq, Trainer, TrainingArguments)

model_id = "bigscience/bloomz-1b7"
tok = AutoTokenizer.from_pretrained(model_id)
tok.pad_token_id = tok.pad_token_id or tok.eos_token_id
config = PromptTuningConfig(task_type=TaskType.CAUSAL_LM, prompt_tuning_init=PromptTuningInit.TEXT, num_virtual_tokens=16,
                            prompt_tuning_init_text="Classify whether the complaint is urgent:", tokenizer_name_or_path=model_id)
model = get_peft_model(AutoModelForCausalLM.from_pretrained(model_id, torch_dtype=torch.float16), config)
print(model.print_trainable_parameters())


def encode(row):
    src = tok(f"Complaint: {row['text']} Label: ")["input_ids"][-400:]
    tgt = tok(row["label"])["input_ids"] + [tok.eos_token_id]
    return {"input_ids": src + tgt, "attention_mask": [1] * (len(src) + len(tgt)), "labels": [-100] * len(src) + tgt}


ds = load_dataset("csv", data_files="complaints.csv", split="train").map(encode, remove_columns=["text", "label"]).train_test_split(.1)
trainer = Trainer(model, TrainingArguments("pt-complaints", per_device_train_batch_size=8, learning_rate=3e-2, num_train_epochs=20,
                                           evaluation_strategy="epoch", logging_strategy="epoch", report_to=[]),
                  data_collator=DataCollatorForSeq2Seq(tok, model=model), train_dataset=ds["train"], eval_dataset=ds["test"])
model.config.use_cache = False
trainer.train()
model.save_pretrained("pt-complaints/final")
