import torch
from tqdm import tqdm
from transformers import AutoTokenizer, pipeline
from trl import AutoModelForCausalLMWithValueHead, PPOConfig, PPOTrainer
from imdb import build_dataset

config = PPOConfig(model_name="lvwerra/gpt2-imdb", learning_rate=1.41e-5, log_with="wandb")
dataset = build_dataset(config)
model = AutoModelForCausalLMWithValueHead.from_pretrained(config.model_name)
ref_model = AutoModelForCausalLMWithValueHead.from_pretrained(config.model_name)
tokenizer = AutoTokenizer.from_pretrained(config.model_name)
ppo_trainer = PPOTrainer(config, model, ref_model, tokenizer, dataset=dataset, data_collator=lambda d: {k: [x[k] for x in d] for k in d[0]})
sentiment = pipeline("sentiment-analysis", model="lvwerra/distilbert-imdb", device=0)
for epoch, batch in tqdm(enumerate(ppo_trainer.dataloader)):
    responses = [ppo_trainer.generate(q, max_new_tokens=24).squeeze() for q in batch["input_ids"]]
    texts = [q + tokenizer.decode(r) for q, r in zip(batch["query"], responses)]
    rewards = [torch.tensor(o[1]["score"]) for o in sentiment(texts, top_k=None)]
    stats = ppo_trainer.step(batch["input_ids"], responses, rewards)
    ppo_trainer.log_stats(stats, batch, rewards)
