from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

tok = AutoTokenizer.from_pretrained("distilbert-base-uncased")
ds = load_dataset("imdb").map(lambda b: tok(b["text"], truncation=True, padding="max_length"), batched=True)


def model_init(trial):
    return AutoModelForSequenceClassification.from_pretrained("distilbert-base-uncased")


trainer = Trainer(
    model=None,
    args=TrainingArguments(output_dir="out", eval_strategy="epoch"),
    train_dataset=ds["train"].select(range(2000)),
    eval_dataset=ds["test"].select(range(500)),
    model_init=model_init,
)
best = trainer.hyperparameter_search(direction="maximize", backend="optuna", n_trials=20)
print(best)
