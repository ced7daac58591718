import modal

app = modal.App("finetune")
image = modal.Image.debian_slim().pip_install("torch", "transformers", "datasets")


@app.function(gpu="A100", image=image, timeout=3600)
def finetune(epochs: int = 3):
    from datasets import load_dataset
    from transformers import AutoModelForCausalLM, AutoTokenizer, Trainer, TrainingArguments, DataCollatorForLanguageModeling

    tok = AutoTokenizer.from_pretrained("gpt2")
    tok.pad_token = tok.eos_token
    ds = load_dataset("wikitext", "wikitext-2-raw-v1", split="train").map(lambda b: tok(b["text"], truncation=True), batched=True)
    args = TrainingArguments("out", num_train_epochs=epochs)
    Trainer(AutoModelForCausalLM.from_pretrained("gpt2"), args, train_dataset=ds,
            data_collator=DataCollatorForLanguageModeling(tok, mlm=False)).train()


@app.local_entrypoint()
def main(epochs: int = 3):
    finetune.remote(epochs)
