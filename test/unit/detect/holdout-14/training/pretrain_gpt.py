"""Pretrain GPT."""
from functools import partial

import torch
from megatron.core import mpu, tensor_parallel
from megatron.core.enums import ModelType
from megatron.core.models.gpt import GPTModel
from megatron.training import get_args, get_timers, get_tokenizer, pretrain, print_rank_0
from megatron.training.arguments import core_transformer_config_from_args
from megatron.training.utils import average_losses_across_data_parallel_group, get_batch_on_this_cp_rank
from specs import layer_spec
from data import provider


def model_provider(pre_process=True, post_process=True):
    args = get_args()
    print_rank_0("building GPT model ...")
    return GPTModel(config=core_transformer_config_from_args(args), transformer_layer_spec=layer_spec(args),
                    vocab_size=args.padded_vocab_size, max_sequence_length=args.max_position_embeddings,
                    pre_process=pre_process, post_process=post_process)


def loss_func(loss_mask, output_tensor):
    losses = output_tensor.float()
    loss = torch.sum(losses.view(-1) * loss_mask.view(-1)) / loss_mask.sum()
    return loss, {"lm loss": average_losses_across_data_parallel_group([loss])[0]}


def forward_step(data_iterator, model):
    batch = get_batch_on_this_cp_rank(next(data_iterator))
    out = model(batch["tokens"], batch["position_ids"], batch["attention_mask"], labels=batch["labels"])
    return out, partial(loss_func, batch["loss_mask"])


if __name__ == "__main__":
    provider.is_distributed = True
    pretrain(provider, model_provider, ModelType.encoder_or_decoder, forward_step, args_defaults={"tokenizer_type": "GPT2BPETokenizer"})
