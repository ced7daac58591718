import re
from datasets import load_dataset
from trl import GRPOConfig, GRPOTrainer
def fmt(completions, **kw): return [1.0 if re.match(r'<think>.*</think>', c[0]['content'], re.S) else 0. for c in completions]
def main():
    ds = load_dataset('openai/gsm8k', 'main', split='train')
    t = GRPOTrainer(model='Qwen/Qwen2-0.5B', reward_funcs=[fmt], args=GRPOConfig(output_dir='g', num_generations=8, max_steps=500), train_dataset=ds)
    t.train(resume_from_checkpoint=False)
if __name__ == '__main__': main()
