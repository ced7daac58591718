import json
import lm_eval
from lm_eval.models.huggingface import HFLM
from peft import PeftModel
from transformers import AutoModelForCausalLM

base = AutoModelForCausalLM.from_pretrained("meta-llama/Llama-2-7b-hf")
model = PeftModel.from_pretrained(base, "out/lora").merge_and_unload()
res = lm_eval.simple_evaluate(model=HFLM(pretrained=model), tasks=["hellaswag", "arc_easy"], batch_size=16)
json.dump(res["results"], open("results.json", "w"), indent=2)
