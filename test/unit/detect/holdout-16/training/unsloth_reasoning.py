from unsloth import FastLanguageModel, PatchFastRL
PatchFastRL("GRPO", FastLanguageModel)
import argparse, re, torch
from datasets import load_dataset
from trl import GRPOConfig, GRPOTrainer

SYSTEM = "Respond in the following format:\n<reasoning>\n...\n</reasoning>\n<answer>\n...\n</answer>"
XML = re.compile(r"<reasoning>\n.*?\n</reasoning>\n<answer>\n.*?\n</answer>", re.S)

def last_number(text):
    n = re.findall(r"-?\d[\d,]*\.?\d*", text)
    return n[-1].replace(",", "") if n else None

def between(text):
    return text.split("<answer>")[-1].split("</answer>")[0].strip()

def correctness(prompts, completions, answer, **kw):
    got = [between(c[0]["content"]) for c in completions]
    print("-" * 20, f"\nQ: {prompts[0][-1]['content']}\nA: {answer[0]}\nGot: {got[0]}")
    return [2.0 if g == a else 0.0 for g, a in zip(got, answer)]

def is_int(completions, **kw):
    return [0.5 if between(c[0]["content"]).isdigit() else 0.0 for c in completions]

def fmt(completions, **kw):
    return [0.5 if XML.search(c[0]["content"]) else 0.0 for c in completions]

def data(split="train"):
    d = load_dataset("openai/gsm8k", "main")[split]
    return d.map(lambda x: {"prompt": [{"role": "system", "content": SYSTEM}, {"role": "user", "content": x["question"]}],
                            "answer": x["answer"].split("####")[1].strip().replace(",", "")})

if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", default="unsloth/Phi-4")
    ap.add_argument("--rank", type=int, default=32)
    ap.add_argument("--steps", type=int, default=250)
    args = ap.parse_args()
    model, tokenizer = FastLanguageModel.from_pretrained(args.model, max_seq_length=1024, load_in_4bit=True, fast_inference=True,
                                                         max_lora_rank=args.rank, gpu_memory_utilization=0.6)
    model = FastLanguageModel.get_peft_model(model, r=args.rank, lora_alpha=args.rank, target_modules=["gate_proj", "up_proj", "down_proj"],
                                             use_gradient_checkpointing="unsloth", random_state=3407)
    trainer = GRPOTrainer(model=model, processing_class=tokenizer, reward_funcs=[fmt, is_int, correctness], train_dataset=data(),
                          args=GRPOConfig(use_vllm=True, learning_rate=5e-6, warmup_ratio=0.1, optim="paged_adamw_8bit",
                                          num_generations=6, max_prompt_length=256, max_completion_length=200,
                                          max_steps=args.steps, save_steps=args.steps, report_to="none", output_dir="outputs"))
    trainer.train()
    model.save_lora("grpo_saved_lora")
