import torch
from tqdm import tqdm
from transformers import AutoTokenizer, pipeline
from trl import AutoModelForCausalLMWithValueHead, PPOConfig, PPOTrainer, create_reference_model
from mydata import build_dataset, collator

config = PPOConfig(model_name="lvwerra/gpt2-imdb", learning_rate=1.41e-5, batch_size=128)
model = AutoModelForCausalLMWithValueHead.from_pretrained(config.model_name)
ref = create_reference_model(model)
tok = AutoTokenizer.from_pretrained(config.model_name)
tok.pad_token = tok.eos_token
ppo = PPOTrainer(config, model, ref, tok, dataset=build_dataset(config), data_collator=collator)
senti = pipeline("sentiment-analysis", model="lvwerra/distilbert-imdb")

for epoch, batch in tqdm(enumerate(ppo.dataloader)):
    responses = ppo.generate(batch["input_ids"], return_prompt=False, max_new_tokens=32)
    batch["response"] = tok.batch_decode(responses)
    outs = senti([q + r for q, r in zip(batch["query"], batch["response"])])
    rewards = [torch.tensor(o[1]["score"]) for o in outs]
    stats = ppo.step(batch["input_ids"], responses, rewards)
    ppo.log_stats(stats, batch, rewards)
