import modal

image = modal.Image.debian_slim().pip_install("torch", "transformers")
app = modal.App("sft", image=image)


@app.function(gpu="H100", timeout=24 * 3600)
def run(lr: float):
    from transformers import AutoModelForCausalLM, Trainer, TrainingArguments
    from data import packed
    Trainer(AutoModelForCausalLM.from_pretrained("gpt2"), TrainingArguments("/vol/out", learning_rate=lr), train_dataset=packed()).train()


@app.local_entrypoint()
def main(lr: float = 1e-4):
    run.remote(lr)
