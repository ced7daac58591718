import deepspeed
import json, torch
from torch.utils.data import DataLoader
from transformers import AutoModelForCausalLM
from mydata import Packed

def get_args():
    import argparse
    p = argparse.ArgumentParser()
    p.add_argument('--local_rank', type=int, default=-1)
    p = deepspeed.add_config_arguments(p)
    return p.parse_args()

args = get_args()
model = AutoModelForCausalLM.from_pretrained('facebook/opt-1.3b')
engine, _, loader, _ = deepspeed.initialize(args=args, model=model, model_parameters=model.parameters(), training_data=Packed('train'))
for epoch in range(2):
    for step, batch in enumerate(loader):
        loss = engine(batch['ids'].to(engine.device), labels=batch['ids'].to(engine.device)).loss
        engine.backward(loss)
        engine.step()
    engine.save_checkpoint('ckpt', epoch)
