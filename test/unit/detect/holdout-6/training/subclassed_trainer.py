import torch
from torch import nn
from transformers import Trainer, TrainingArguments, AutoModelForSequenceClassification
from datasets import load_from_disk


class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kw):
        labels = inputs.pop("labels")
        outputs = model(**inputs)
        loss = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 4.0], device=model.device))(outputs.logits, labels)
        return (loss, outputs) if return_outputs else loss


def main():
    ds = load_from_disk("tok")
    wt = WeightedTrainer(
        AutoModelForSequenceClassification.from_pretrained("roberta-base"),
        TrainingArguments(output_dir="o", learning_rate=2e-5, per_device_train_batch_size=16),
        train_dataset=ds["train"],
        eval_dataset=ds["dev"],
    )
    wt.train(resume_from_checkpoint=True)
    wt.evaluate()


main()
