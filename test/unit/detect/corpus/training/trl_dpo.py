from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import DPOConfig, DPOTrainer

m = "Qwen/Qwen2.5-0.5B-Instruct"
model = AutoModelForCausalLM.from_pretrained(m)
tok = AutoTokenizer.from_pretrained(m)
ds = load_dataset("trl-lib/ultrafeedback_binarized", split="train")
cfg = DPOConfig(output_dir="dpo", per_device_train_batch_size=4, num_train_epochs=1, learning_rate=5e-7)
DPOTrainer(model=model, args=cfg, train_dataset=ds, processing_class=tok).train()
