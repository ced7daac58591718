import argparse
import deepspeed
import torch
from transformers import AutoConfig, AutoModelForCausalLM
from data_utils import get_dataset


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--local_rank", type=int, default=-1)
    parser.add_argument("--epochs", type=int, default=1)
    parser = deepspeed.add_config_arguments(parser)
    args = parser.parse_args()
    deepspeed.init_distributed()
    with deepspeed.zero.Init():
        model = AutoModelForCausalLM.from_config(AutoConfig.from_pretrained("bigscience/bloom-1b1"))
    engine, _, loader, _ = deepspeed.initialize(args=args, model=model, model_parameters=model.parameters(), training_data=get_dataset())
    for _ in range(args.epochs):
        for step, batch in enumerate(loader):
            batch = {k: v.to(engine.device) for k, v in batch.items()}
            loss = engine(**batch, labels=batch["input_ids"]).loss
            engine.backward(loss)
            engine.step()
            if step % 10 == 0 and engine.global_rank == 0:
                print(f"step {step} loss {loss.item():.3f}", flush=True)
        engine.save_checkpoint("ckpt")


if __name__ == "__main__":
    main()
