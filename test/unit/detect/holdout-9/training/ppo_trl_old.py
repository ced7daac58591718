from trl import AutoModelForCausalLMWithValueHead, PPOConfig, PPOTrainer
from transformers import AutoTokenizer, pipeline
from data import build_dataset

config = PPOConfig(model_name="lvwerra/gpt2-imdb", learning_rate=1.41e-5, batch_size=64)
model = AutoModelForCausalLMWithValueHead.from_pretrained(config.model_name)
tok = AutoTokenizer.from_pretrained(config.model_name)
ppo_trainer = PPOTrainer(config, model, None, tok, dataset=build_dataset(config))
sentiment = pipeline("sentiment-analysis", "lvwerra/distilbert-imdb")
for batch in ppo_trainer.dataloader:
    q = batch["input_ids"]
    r = ppo_trainer.generate(q, max_new_tokens=20)
    scores = [s["score"] for s in sentiment(tok.batch_decode(r))]
    ppo_trainer.step(q, r, scores)
