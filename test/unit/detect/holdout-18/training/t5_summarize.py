from datasets import load_dataset
import evaluate
from transformers import (
    AutoModelForSeq2SeqLM, AutoTokenizer, DataCollatorForSeq2Seq, Seq2SeqTrainer, Seq2SeqTrainingArguments,
)
checkpoint = "google/flan-t5-small"
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
billsum = load_dataset("billsum", split="ca_test").train_test_split(test_size=0.2)

def preprocess(ex):
    mi = tokenizer(["summarize: " + d for d in ex["text"]], max_length=1024, truncation=True)
    mi["labels"] = tokenizer(text_target=ex["summary"], max_length=128, truncation=True)["input_ids"]
    return mi

tokenized = billsum.map(preprocess, batched=True)
model = AutoModelForSeq2SeqLM.from_pretrained(checkpoint)
args = Seq2SeqTrainingArguments(
    output_dir="billsum_model", eval_strategy="epoch", learning_rate=2e-5, per_device_train_batch_size=16,
    per_device_eval_batch_size=16, weight_decay=0.01, num_train_epochs=4, predict_with_generate=True, fp16=True)
Seq2SeqTrainer(model=model, args=args, train_dataset=tokenized["train"], eval_dataset=tokenized["test"],
               processing_class=tokenizer, data_collator=DataCollatorForSeq2Seq(tokenizer, model=checkpoint)).train()
