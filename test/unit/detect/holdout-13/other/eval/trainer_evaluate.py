from datasets import load_dataset
from transformers import AutoModelForQuestionAnswering, AutoTokenizer, DefaultDataCollator, Trainer, TrainingArguments

ck = "deepset/roberta-base-squad2"
tok = AutoTokenizer.from_pretrained(ck)
ds = load_dataset("squad_v2", split="validation").map(lambda b: tok(b["question"], b["context"], truncation="only_second", max_length=384), batched=True)
args = TrainingArguments("eval", per_device_eval_batch_size=64, do_train=False, do_eval=True, report_to="none")
trainer = Trainer(AutoModelForQuestionAnswering.from_pretrained(ck), args, eval_dataset=ds, data_collator=DefaultDataCollator())
print(trainer.evaluate())
preds = trainer.predict(ds)
print(preds.metrics)
