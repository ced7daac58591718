"""Pretrain GPT."""
from functools import partial
import torch
from megatron.core.enums import ModelType
from megatron.training import get_args, get_timers, pretrain, print_rank_0
from megatron.training.utils import get_batch_on_this_tp_rank
from builders import model_provider, train_valid_test_datasets_provider


def loss_func(mask, out):
    losses = out.float()
    return torch.sum(losses.view(-1) * mask.view(-1)) / mask.sum(), {}


def forward_step(data_iterator, model):
    tokens, labels, mask, am, pos = get_batch_on_this_tp_rank(data_iterator).values()
    return model(tokens, pos, am, labels=labels), partial(loss_func, mask)


if __name__ == "__main__":
    pretrain(train_valid_test_datasets_provider, model_provider, ModelType.encoder_or_decoder, forward_step,
             args_defaults={'tokenizer_type': 'GPT2BPETokenizer'})
