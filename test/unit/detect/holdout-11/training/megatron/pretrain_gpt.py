from functools import partial

import torch
from megatron.core import mpu, tensor_parallel
from megatron.core.enums import ModelType
from megatron.core.models.gpt import GPTModel
from megatron.training import get_args, get_timers, pretrain, print_rank_0
from megatron.training.arguments import core_transformer_config_from_args


def model_provider(pre_process=True, post_process=True):
    args = get_args()
    print_rank_0("building GPT model ...")
    return GPTModel(config=core_transformer_config_from_args(args), vocab_size=args.padded_vocab_size, max_sequence_length=args.max_position_embeddings, pre_process=pre_process, post_process=post_process)


def loss_func(loss_mask, output_tensor):
    losses = output_tensor.float().view(-1)
    m = loss_mask.view(-1).float()
    loss = torch.sum(losses * m) / m.sum()
    return loss, {"lm loss": loss.detach()}


def forward_step(data_iterator, model):
    tokens, labels, loss_mask, attention_mask, position_ids = get_batch(data_iterator)
    return model(tokens, position_ids, attention_mask, labels=labels), partial(loss_func, loss_mask)


def get_batch(it):
    b = next(it)
    return b["tokens"], b["labels"], b["loss_mask"], b["attention_mask"], b["position_ids"]


def train_valid_test_datasets_provider(n):
    from megatron.core.datasets.blended_megatron_dataset_builder import BlendedMegatronDatasetBuilder
    return BlendedMegatronDatasetBuilder(None, n, lambda: True, None).build()


if __name__ == "__main__":
    train_valid_test_datasets_provider.is_distributed = True
    pretrain(train_valid_test_datasets_provider, model_provider, ModelType.encoder_or_decoder, forward_step, args_defaults={"tokenizer_type": "GPT2BPETokenizer"})
