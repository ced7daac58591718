import pytest
from transformers import Trainer, TrainingArguments
from tiny import model, ds
@pytest.mark.slow
def test_overfits(tmp_path):
    t = Trainer(model, TrainingArguments(str(tmp_path), max_steps=2), train_dataset=ds)
    assert t.train().training_loss > 0
