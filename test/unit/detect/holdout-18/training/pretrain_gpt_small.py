"""Pretrain a small GPT with Megatron-Core."""
from functools import partial

import torch
from megatron.core import mpu
from megatron.core.datasets.gpt_dataset import GPTDataset
from megatron.core.enums import ModelType
from megatron.training import get_args, get_tokenizer, pretrain
from megatron.training.utils import average_losses_across_data_parallel_group

from builders import build_gpt, core_config


def model_provider(pre_process=True, post_process=True):
    return build_gpt(get_args(), pre_process, post_process)


def loss_func(loss_mask, output_tensor):
    losses = output_tensor.float()
    loss = torch.sum(losses.view(-1) * loss_mask.view(-1)) / loss_mask.sum()
    return loss, {"lm loss": average_losses_across_data_parallel_group([loss])[0]}


def forward_step(data_iterator, model):
    batch = next(data_iterator)
    out = model(batch["tokens"], batch["position_ids"], batch["attention_mask"], labels=batch["labels"])
    return out, partial(loss_func, batch["loss_mask"])


def datasets_provider(num_samples):
    return GPTDataset.build(core_config(get_args(), get_tokenizer()), num_samples)


if __name__ == "__main__":
    pretrain(datasets_provider, model_provider, ModelType.encoder_or_decoder, forward_step)
