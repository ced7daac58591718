import modal
app = modal.App("finetune")
image = modal.Image.debian_slim().pip_install("torch", "transformers", "datasets")

@app.function(image=image, gpu="A100", timeout=3600)
def finetune(name: str = "gpt2"):
    from transformers import AutoModelForCausalLM, Trainer, TrainingArguments
    from datasets import load_from_disk
    Trainer(AutoModelForCausalLM.from_pretrained(name), TrainingArguments("/out"), train_dataset=load_from_disk("/data")).train()

@app.local_entrypoint()
def main(name: str = "gpt2"):
    finetune.remote(name)
