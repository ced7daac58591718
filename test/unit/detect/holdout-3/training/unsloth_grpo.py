from unsloth import FastLanguageModel
from trl import GRPOConfig, GRPOTrainer
from data import questions
from rewards import correct, fmt
model, tok = FastLanguageModel.from_pretrained('unsloth/Qwen3-4B', max_seq_length=2048, load_in_4bit=True, fast_inference=True)
model = FastLanguageModel.get_peft_model(model, r=32, lora_alpha=64)
g = GRPOTrainer(model=model, processing_class=tok, reward_funcs=[correct, fmt], args=GRPOConfig(max_steps=500, num_generations=8), train_dataset=questions())
g.train()
model.save_lora('lora')
