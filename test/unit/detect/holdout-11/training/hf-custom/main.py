import json
import os
from transformers import AutoModelForSequenceClassification, TrainingArguments
from weighted_trainer import WeightedTrainer
from dataset import load_reviews

os.environ["WANDB_PROJECT"] = "reviews"


def main():
    train, dev, weights = load_reviews("data/reviews.csv")
    model = AutoModelForSequenceClassification.from_pretrained("xlm-roberta-base", num_labels=5)
    with open("hparams.json") as f:
        args = TrainingArguments(**json.load(f))
    wt = WeightedTrainer(model=model, args=args, train_dataset=train, eval_dataset=dev, class_weights=weights)
    wt.train()
    print(wt.evaluate())


main()
