import argparse
import deepspeed
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer
from data_utils import make_loader

parser = argparse.ArgumentParser()
parser.add_argument("--local_rank", type=int, default=-1)
parser.add_argument("--model", default="facebook/opt-1.3b")
parser = deepspeed.add_config_arguments(parser)
args = parser.parse_args()

model = AutoModelForCausalLM.from_pretrained(args.model)
engine, _, _, _ = deepspeed.initialize(args=args, model=model, model_parameters=model.parameters())
for step, batch in enumerate(make_loader(args.model)):
    batch = {k: v.to(engine.device) for k, v in batch.items()}
    loss = engine(**batch, use_cache=False).loss
    engine.backward(loss)
    engine.step()
    if step % 100 == 0 and args.local_rank <= 0:
        print(step, loss.item())
engine.save_checkpoint("out")
