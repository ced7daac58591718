import fire
from datasets import load_dataset
from reward_model_lib import build_trainer


def run(model_id="Qwen/Qwen2.5-0.5B", lr=1e-5):
    ds = load_dataset("trl-lib/ultrafeedback_binarized", split="train")
    build_trainer(model_id, ds, learning_rate=lr).train()


if __name__ == "__main__":
    fire.Fire(run)
