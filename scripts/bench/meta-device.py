"""Reads Hugging Face configs on standard input, one JSON object a line, and prints for each the seconds that a warm
process takes to build the same model without weights (PyTorch's meta device), or null where it can't be built."""

import json
import sys
import time

import torch
import transformers
from transformers import AutoConfig

transformers.logging.set_verbosity_error()


def build(values):
    config = AutoConfig.for_model(**values)
    with torch.device("meta"):
        model = transformers.AutoModelForCausalLM.from_config(config)
    return sum(parameter.numel() for parameter in model.parameters())


configs = [json.loads(line) for line in sys.stdin]
for values in configs[:1]:  # imports and caches
    build(dict(values))
for values in configs:
    start = time.perf_counter()
    try:
        parameters = build(dict(values))
        print(json.dumps({"seconds": time.perf_counter() - start, "parameters": parameters}), flush=True)
    except Exception as error:
        print(json.dumps({"seconds": None, "error": str(error)[:200]}), flush=True)
