from transformers import AutoModelForSequenceClassification, AutoTokenizer
from trl import RewardConfig, RewardTrainer


def build_trainer(model_id, dataset, **overrides):
    """Return a RewardTrainer; the caller runs ``.train()``."""
    cfg = RewardConfig(output_dir="rm", num_train_epochs=1, max_length=1024, **overrides)
    model = AutoModelForSequenceClassification.from_pretrained(model_id, num_labels=1)
    return RewardTrainer(model=model, args=cfg, train_dataset=dataset, processing_class=AutoTokenizer.from_pretrained(model_id))
