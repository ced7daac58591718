import tempfile
import unittest

from datasets import Dataset
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments


class TrainerSmokeTest(unittest.TestCase):
    def setUp(self):
        self.model = AutoModelForSequenceClassification.from_pretrained("hf-internal-testing/tiny-bert")
        self.ds = Dataset.from_dict({"input_ids": [[1, 2, 3]] * 8, "labels": [0, 1] * 4})

    def test_two_steps(self):
        with tempfile.TemporaryDirectory() as tmp:
            args = TrainingArguments(tmp, max_steps=2, report_to=[])
            out = Trainer(self.model, args, train_dataset=self.ds).train()
        self.assertEqual(out.global_step, 2)


if __name__ == "__main__":
    unittest.main()
