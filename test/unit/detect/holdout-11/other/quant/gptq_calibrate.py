from datasets import load_dataset
from gptqmodel import GPTQModel, QuantizeConfig

calib = load_dataset("allenai/c4", data_files="en/c4-train.00001-of-01024.json.gz", split="train").select(range(1024))["text"]
model = GPTQModel.load("meta-llama/Llama-3.2-1B-Instruct", QuantizeConfig(bits=4, group_size=128))
model.quantize(calib, batch_size=2)
model.save("llama-gptq-4bit")
