import torch
from transformers import Trainer, TrainingArguments, AutoModelForSequenceClassification
from prep import train_ds, val_ds

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kw):
        labels = inputs.pop("labels")
        out = model(**inputs)
        loss = torch.nn.functional.cross_entropy(out.logits, labels, weight=torch.tensor([1., 5.]).to(labels.device))
        return (loss, out) if return_outputs else loss

def run():
    model = AutoModelForSequenceClassification.from_pretrained("roberta-base")
    args = TrainingArguments("out", evaluation_strategy="epoch")
    tr = WeightedTrainer(model=model, args=args, train_dataset=train_ds, eval_dataset=val_ds)
    tr.train()

run()
