import torch
import torch.nn as nn
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, HfArgumentParser, Trainer, TrainingArguments


class RewardTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kw):
        rj = model(input_ids=inputs["input_ids_j"], attention_mask=inputs["attention_mask_j"])[0]
        rk = model(input_ids=inputs["input_ids_k"], attention_mask=inputs["attention_mask_k"])[0]
        loss = -nn.functional.logsigmoid(rj - rk).mean()
        return (loss, {"rewards_j": rj, "rewards_k": rk}) if return_outputs else loss


parser = HfArgumentParser(TrainingArguments)
(targs,) = parser.parse_args_into_dataclasses()
tok = AutoTokenizer.from_pretrained("gpt2")
RewardTrainer(model=AutoModelForSequenceClassification.from_pretrained("gpt2", num_labels=1), args=targs,
              train_dataset=load_dataset("lvwerra/stack-exchange-paired", split="train[:1%]")).train(resume_from_checkpoint=targs.resume_from_checkpoint)
