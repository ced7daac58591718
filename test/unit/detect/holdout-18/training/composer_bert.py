import composer
from composer import Trainer
from composer.algorithms import FusedLayerNorm, GradientClipping
from composer.models import HuggingFaceModel
from composer.optim import DecoupledAdamW, LinearWithWarmupScheduler
from omegaconf import OmegaConf as om
import sys
from src.dataset import build_dataloader
import transformers


def main(cfg):
    bert = transformers.AutoModelForSequenceClassification.from_pretrained(cfg.model_name, num_labels=2)
    model = HuggingFaceModel(bert, use_logits=True)
    trainer = Trainer(
        model=model,
        train_dataloader=build_dataloader(cfg.train),
        eval_dataloader=build_dataloader(cfg.eval),
        max_duration=cfg.max_duration,
        optimizers=DecoupledAdamW(model.parameters(), lr=2e-5),
        schedulers=LinearWithWarmupScheduler(t_warmup="0.06dur"),
        algorithms=[GradientClipping(clipping_type="norm", clipping_threshold=1.0)],
        precision="amp_bf16",
    )
    trainer.fit()


if __name__ == "__main__":
    yaml_path, args = sys.argv[1], sys.argv[2:]
    cfg = om.merge(om.load(yaml_path), om.from_cli(args))
    main(cfg)
