from awq import AutoAWQForCausalLM
from transformers import AutoTokenizer

model_path = "mistralai/Mistral-7B-Instruct-v0.2"
quant_path = "mistral-instruct-v0.2-awq"
quant_config = {"zero_point": True, "q_group_size": 128, "w_bit": 4, "version": "GEMM"}

model = AutoAWQForCausalLM.from_pretrained(model_path, low_cpu_mem_usage=True, use_cache=False)
tokenizer = AutoTokenizer.from_pretrained(model_path, trust_remote_code=True)


def load_calibration():
    from datasets import load_dataset

    data = load_dataset("databricks/databricks-dolly-15k", split="train")

    def concatenate(x):
        return {"text": x["instruction"] + "\n" + x["context"] + "\n" + x["response"]}

    return [t for t in data.map(concatenate)["text"]]


model.quantize(tokenizer, quant_config=quant_config, calib_data=load_calibration())
model.save_quantized(quant_path)
tokenizer.save_pretrained(quant_path)
print(f'Model is quantized and saved at "{quant_path}"')
