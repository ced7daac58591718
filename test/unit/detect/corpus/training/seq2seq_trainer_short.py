from transformers import *
from datasets import load_dataset
t = AutoTokenizer.from_pretrained("t5-small")
d = load_dataset("opus_books", "en-fr")["train"].map(lambda b: t([e["en"] for e in b["translation"]], text_target=[e["fr"] for e in b["translation"]], truncation=True), batched=True)
m = AutoModelForSeq2SeqLM.from_pretrained("t5-small")
Seq2SeqTrainer(m, Seq2SeqTrainingArguments("out", num_train_epochs=2), DataCollatorForSeq2Seq(t, m), d).train()
