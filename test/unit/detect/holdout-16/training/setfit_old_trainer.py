from datasets import load_dataset
from sentence_transformers.losses import CosineSimilarityLoss
from setfit import SetFitModel, SetFitTrainer, sample_dataset

results = {}
for n in [2, 4, 8, 16, 32]:
    ds = load_dataset("SetFit/ag_news")
    train = sample_dataset(ds["train"], label_column="label", num_samples=n)
    trainer = SetFitTrainer(
        model=SetFitModel.from_pretrained("sentence-transformers/paraphrase-mpnet-base-v2"),
        train_dataset=train,
        eval_dataset=ds["test"].select(range(2000)),
        loss_class=CosineSimilarityLoss,
        metric="accuracy",
        batch_size=16,
        num_iterations=20,
        num_epochs=1,
    )
    trainer.train()
    results[n] = trainer.evaluate()["accuracy"]
    print(n, results[n])

with open("few_shot.md", "w") as f:
    f.write("| shots | accuracy |\n|---|---|\n")
    f.writelines(f"| {k} | {v:.3f} |\n" for k, v in results.items())
