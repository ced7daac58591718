import typer
import torch
from datasets import Dataset, load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import DPOConfig, DPOTrainer

app = typer.Typer()


def to_pairs(row: dict) -> dict:
    return {"prompt": row["prompt"], "chosen": row["chosen"][-1]["content"], "rejected": row["rejected"][-1]["content"]}


def prepare(split: str) -> Dataset:
    return load_dataset("HuggingFaceH4/ultrafeedback_binarized", split=split).map(to_pairs)


@app.command()
def main(model_id: str = "HuggingFaceH4/mistral-7b-sft-beta", beta: float = 0.1, lr: float = 5e-7, epochs: int = 1):
    tok = AutoTokenizer.from_pretrained(model_id)
    tok.pad_token = tok.eos_token
    model = AutoModelForCausalLM.from_pretrained(model_id, torch_dtype=torch.bfloat16)
    ref = AutoModelForCausalLM.from_pretrained(model_id, torch_dtype=torch.bfloat16)
    dpo = DPOTrainer(model, ref, args=DPOConfig(beta=beta, learning_rate=lr, num_train_epochs=epochs, output_dir="zephyr-dpo"),
                     train_dataset=prepare("train_prefs"), eval_dataset=prepare("test_prefs"), processing_class=tok)
    dpo.train()
    dpo.save_model()


if __name__ == "__main__":
    app()
