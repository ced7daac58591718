from peft import PeftModel
from transformers import AutoModelForCausalLM
base = AutoModelForCausalLM.from_pretrained('base')
PeftModel.from_pretrained(base, 'lora-out').merge_and_unload().save_pretrained('merged')
