import argparse, json
from collections import Counter
from datasets import Dataset
from setfit import SetFitModel, Trainer, TrainingArguments, sample_dataset

ap = argparse.ArgumentParser()
ap.add_argument("jsonl")
ap.add_argument("-k", "--shots", type=int, default=16)
ap.add_argument("--model", default="BAAI/bge-small-en-v1.5")
ns = ap.parse_args()

rows = [json.loads(l) for l in open(ns.jsonl)]
names = sorted({r["intent"] for r in rows})
print(Counter(r["intent"] for r in rows))
full = Dataset.from_list([{"text": r["utterance"], "label": names.index(r["intent"])} for r in rows])
few = sample_dataset(full, label_column="label", num_samples=ns.shots)

model = SetFitModel.from_pretrained(ns.model, labels=names)
args = TrainingArguments(batch_size=(16, 2), num_epochs=(1, 16), body_learning_rate=(2e-5, 1e-5),
                         head_learning_rate=1e-2, end_to_end=False)
trainer = Trainer(model=model, args=args, train_dataset=few, eval_dataset=full)
trainer.train()
print(trainer.evaluate())
model.save_pretrained("intents-setfit")
print(model.predict(["where is my parcel", "cancel my plan please"]))
