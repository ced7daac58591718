import dataclasses
import jmp
from levanter.data.text import LMDatasetConfig, UrlDatasetSourceConfig
from levanter.distributed import RayConfig
from levanter.main import train_lm
from levanter.models.llama import LlamaConfig
from levanter.optim import AdamConfig
from levanter.tracker.wandb import WandbConfig
from levanter.trainer import TrainerConfig


def build(size: str = "tiny") -> train_lm.TrainLmConfig:
    model = {"tiny": LlamaConfig(seq_len=1024, hidden_dim=512, intermediate_dim=1792, num_heads=8, num_kv_heads=8, num_layers=6),
             "small": LlamaConfig(seq_len=2048, hidden_dim=1024, intermediate_dim=3584, num_heads=16, num_kv_heads=8, num_layers=24)}[size]
    return train_lm.TrainLmConfig(
        data=LMDatasetConfig(configs={"icelandic": UrlDatasetSourceConfig(train_urls=["gs://igc/train-{0..63}.jsonl.gz"],
                                                                           validation_urls=["gs://igc/valid.jsonl.gz"])},
                             cache_dir="gs://igc/cache", tokenizer="mideind/IceBERT"),
        model=model,
        trainer=TrainerConfig(tracker=WandbConfig(project="icelandic", tags=[size]), mp=jmp.get_policy("p=f32,c=bfloat16"),
                              train_batch_size=512, num_train_steps=30_000, steps_per_eval=1000, ray=RayConfig(auto_start_cluster=False)),
        optimizer=AdamConfig(learning_rate=6e-4, weight_decay=0.1, warmup=0.05))


if __name__ == "__main__":
    import sys
    config = build(sys.argv[1] if len(sys.argv) > 1 else "tiny")
    config = dataclasses.replace(config, hf_save_path="gs://igc/hf")
    train_lm.main(config)
