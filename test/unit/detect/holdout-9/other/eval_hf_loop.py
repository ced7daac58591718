import evaluate
import torch
from datasets import load_dataset
from torch.utils.data import DataLoader
from transformers import AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding

tok = AutoTokenizer.from_pretrained("ckpt")
model = AutoModelForSequenceClassification.from_pretrained("ckpt").cuda()
metric = evaluate.load("glue", "mrpc")
ds = load_dataset("glue", "mrpc", split="validation").map(lambda e: tok(e["sentence1"], e["sentence2"], truncation=True), batched=True).with_format("torch")
model.eval()
for batch in DataLoader(ds, 8, collate_fn=DataCollatorWithPadding(tok)):
    with torch.no_grad():
        outputs = model(**{k: v.cuda() for k, v in batch.items()})
    metric.add_batch(predictions=outputs.logits.argmax(-1), references=batch["labels"])
print(metric.compute())
