from trl import AutoModelForCausalLMWithValueHead, PPOConfig, PPOTrainer
from rewards import score

config = PPOConfig(learning_rate=1.41e-5, batch_size=64)
model = AutoModelForCausalLMWithValueHead.from_pretrained("gpt2")
ppo_trainer = PPOTrainer(config, model)
for batch in ppo_trainer.dataloader:
    responses = [ppo_trainer.generate(query) for query in batch["query"]]
    stats = ppo_trainer.step(batch["query"], responses, score(responses))
