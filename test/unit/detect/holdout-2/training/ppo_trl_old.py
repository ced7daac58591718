from tqdm import tqdm
from transformers import AutoTokenizer, pipeline
from trl import AutoModelForCausalLMWithValueHead, PPOConfig, PPOTrainer
from rewards import build_dataset, collator, score
import torch
config = PPOConfig(model_name='lvwerra/gpt2-imdb', learning_rate=1.41e-5)
model = AutoModelForCausalLMWithValueHead.from_pretrained(config.model_name)
tok = AutoTokenizer.from_pretrained(config.model_name)
ppo_trainer = PPOTrainer(config, model, None, tok, dataset=build_dataset(tok), data_collator=collator)
for batch in tqdm(ppo_trainer.dataloader):
    q = batch['input_ids']
    r = [ppo_trainer.generate(x, max_new_tokens=20).squeeze() for x in q]
    stats = ppo_trainer.step(q, r, [torch.tensor(score(t)) for t in r])
    ppo_trainer.log_stats(stats, batch, rewards=None)
