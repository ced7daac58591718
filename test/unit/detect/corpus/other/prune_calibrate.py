import argparse
import torch
from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer
import modelopt.torch.prune as prune

if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--model")
    p.add_argument("--calib_size", type=int, default=512)
    args = p.parse_args()
    tokenizer = AutoTokenizer.from_pretrained(args.model)
    model = AutoModelForCausalLM.from_pretrained(args.model).cuda()

    def forward_loop(m):
        for row in load_dataset("cnn_dailymail", split="train").select(range(args.calib_size)):
            m(**tokenizer(row["article"], return_tensors="pt", truncation=True).to("cuda"))

    prune.prune(model, mode="minitron", config={"forward_loop": forward_loop}, constraints={"flops": "70%"})
    model.save_pretrained("pruned")
