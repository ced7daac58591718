from transformers import Trainer, TrainingArguments


def build_trainer(model, dataset):
    return Trainer(model=model, args=TrainingArguments("out", num_train_epochs=3), train_dataset=dataset)


def run(model, dataset):
    trainer = build_trainer(model, dataset)
    trainer.train()
    return trainer
