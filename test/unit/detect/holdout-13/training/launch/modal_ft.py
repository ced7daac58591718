import modal

app = modal.App("lora-ft")
image = modal.Image.debian_slim().pip_install("torch", "transformers", "peft", "trl", "datasets")
vol = modal.Volume.from_name("ckpts", create_if_missing=True)


@app.function(image=image, gpu="A100", timeout=60 * 60 * 4, volumes={"/ckpts": vol})
def finetune(base: str = "mistralai/Mistral-7B-v0.1"):
    from datasets import load_dataset
    from peft import LoraConfig
    from trl import SFTConfig, SFTTrainer

    tr = SFTTrainer(base, train_dataset=load_dataset("timdettmers/openassistant-guanaco", split="train"), peft_config=LoraConfig(r=16),
                    args=SFTConfig(output_dir="/ckpts/guanaco", num_train_epochs=1))
    tr.train()
    vol.commit()


@app.local_entrypoint()
def main():
    finetune.remote()
