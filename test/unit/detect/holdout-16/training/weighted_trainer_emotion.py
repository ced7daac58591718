import pandas as pd, numpy as np, torch
from torch import nn
from sklearn.utils.class_weight import compute_class_weight
from transformers import (AutoTokenizer, AutoModelForSequenceClassification as AMSC, Trainer, TrainingArguments)

class EmotionDS(torch.utils.data.Dataset):
    def __init__(self, enc, y): self.enc, self.y = enc, y
    def __len__(self): return len(self.y)
    def __getitem__(self, i): return {**{k: torch.tensor(v[i]) for k, v in self.enc.items()}, "labels": torch.tensor(self.y[i])}

class WeightedTrainer(Trainer):
    def __init__(self, *a, weights=None, **k):
        super().__init__(*a, **k)
        self.weights = torch.tensor(weights, dtype=torch.float)
    def compute_loss(self, model, inputs, return_outputs=False, **kw):
        labels = inputs.pop("labels")
        out = model(**inputs)
        loss = nn.functional.cross_entropy(out.logits, labels, self.weights.to(labels.device))
        return (loss, out) if return_outputs else loss

NAME = "dccuchile/bert-base-spanish-wwm-cased"
tr, dv = pd.read_csv("train.tsv", sep="\t"), pd.read_csv("dev.tsv", sep="\t")
classes = sorted(tr.emotion.unique())
y = tr.emotion.map(classes.index).tolist()
yd = dv.emotion.map(classes.index).tolist()
tok = AutoTokenizer.from_pretrained(NAME)
e = lambda d: tok(d.tweet.tolist(), truncation=True, padding="max_length", max_length=128)
model = AMSC.from_pretrained(NAME, num_labels=len(classes))
w = compute_class_weight("balanced", classes=np.arange(len(classes)), y=y)
t = WeightedTrainer(model=model, weights=w, train_dataset=EmotionDS(e(tr), y), eval_dataset=EmotionDS(e(dv), yd),
    args=TrainingArguments("out-emo", per_device_train_batch_size=16, num_train_epochs=4, evaluation_strategy="epoch", learning_rate=3e-5),
    compute_metrics=lambda p: {"acc": (p.predictions.argmax(-1) == p.label_ids).mean()})
t.train()
print(t.evaluate()); t.save_model("emo-final"); tok.save_pretrained("emo-final")
