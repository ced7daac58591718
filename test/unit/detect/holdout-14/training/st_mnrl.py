import logging
from datasets import load_dataset
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments, losses
from sentence_transformers.evaluation import EmbeddingSimilarityEvaluator
from sentence_transformers.training_args import BatchSamplers

logging.basicConfig(level=logging.INFO)


def main():
    model = SentenceTransformer("microsoft/mpnet-base")
    train = load_dataset("sentence-transformers/all-nli", "triplet", split="train[:100000]")
    dev = load_dataset("sentence-transformers/stsb", split="validation")
    loss = losses.MatryoshkaLoss(model, losses.MultipleNegativesRankingLoss(model), [768, 512, 256, 128, 64])
    args = SentenceTransformerTrainingArguments(output_dir="models/mpnet", num_train_epochs=1, per_device_train_batch_size=128,
                                               warmup_ratio=0.1, bf16=True, batch_sampler=BatchSamplers.NO_DUPLICATES)
    evaluator = EmbeddingSimilarityEvaluator(dev["sentence1"], dev["sentence2"], dev["score"])
    trainer = SentenceTransformerTrainer(model, args, train_dataset=train, loss=loss, evaluator=evaluator)
    trainer.train()
    evaluator(model)
    model.save_pretrained("models/mpnet/final")


if __name__ == "__main__":
    main()
