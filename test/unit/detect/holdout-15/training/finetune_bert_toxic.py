import os
os.environ["TOKENIZERS_PARALLELISM"] = "false"
import numpy as np
import pandas as pd
from datasets import Dataset, DatasetDict
from sklearn.metrics import f1_score, roc_auc_score
from transformers import (AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding,
                          EarlyStoppingCallback, Trainer, TrainingArguments, set_seed)

MODEL = "distilbert-base-uncased"
LABELS = ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"]
set_seed(42)

df = pd.read_csv("jigsaw/train.csv")
df["labels"] = df[LABELS].astype("float32").values.tolist()
df = df[["comment_text", "labels"]].sample(frac=1, random_state=1)
cut = int(len(df) * .9)
ds = DatasetDict(train=Dataset.from_pandas(df[:cut], preserve_index=False),
                 valid=Dataset.from_pandas(df[cut:], preserve_index=False))

tok = AutoTokenizer.from_pretrained(MODEL)
ds = ds.map(lambda b: tok(b["comment_text"], truncation=True, max_length=256), batched=True, num_proc=4)
model = AutoModelForSequenceClassification.from_pretrained(
    MODEL, num_labels=len(LABELS), problem_type="multi_label_classification")


def compute_metrics(p):
    prob = 1 / (1 + np.exp(-p.predictions))
    return {"auc": roc_auc_score(p.label_ids, prob, average="macro"),
            "f1": f1_score(p.label_ids, prob > .5, average="macro")}


trainer_args = TrainingArguments(
    output_dir="out/toxic",
    per_device_train_batch_size=32,
    per_device_eval_batch_size=64,
    learning_rate=2e-5,
    num_train_epochs=3,
    evaluation_strategy="steps",
    eval_steps=1000,
    save_steps=1000,
    load_best_model_at_end=True,
    metric_for_best_model="auc",
    fp16=True,
    report_to="none",
)
trainer = Trainer(model, trainer_args, DataCollatorWithPadding(tok), ds["train"], ds["valid"],
                  compute_metrics=compute_metrics, callbacks=[EarlyStoppingCallback(3)])
trainer.train(resume_from_checkpoint=os.path.isdir("out/toxic/last"))
trainer.save_model("out/toxic/final")
print(trainer.evaluate())
