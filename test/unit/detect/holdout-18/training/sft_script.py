import typer
from datasets import load_dataset
from peft import LoraConfig
from trl import SFTConfig, SFTTrainer

app = typer.Typer()


@app.command()
def sft(model: str = "Qwen/Qwen2.5-0.5B", dataset: str = "trl-lib/Capybara", out: str = "out", epochs: int = 1):
    """Supervised fine-tuning with LoRA."""
    trainer = SFTTrainer(
        model,
        train_dataset=load_dataset(dataset, split="train"),
        args=SFTConfig(output_dir=out, num_train_epochs=epochs, packing=True, bf16=True),
        peft_config=LoraConfig(r=16, target_modules="all-linear"),
    )
    trainer.train()
    trainer.save_model(out)


@app.command()
def push(out: str = "out", repo: str = "me/qwen-capybara"):
    from huggingface_hub import HfApi
    HfApi().upload_folder(folder_path=out, repo_id=repo)


if __name__ == "__main__":
    app()
