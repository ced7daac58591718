import sys
from composer import Trainer, algorithms
from composer.optim import DecoupledAdamW, LinearWithWarmupScheduler
from omegaconf import OmegaConf as om
from src.builders import build_loader, build_model


def main(cfg):
    model = build_model(cfg.model)
    trainer = Trainer(
        run_name=cfg.run_name,
        model=model,
        train_dataloader=build_loader(cfg.train_loader),
        optimizers=DecoupledAdamW(model.parameters(), lr=cfg.lr),
        schedulers=LinearWithWarmupScheduler("0.06dur"),
        max_duration=cfg.max_duration,
        algorithms=[algorithms.GradientClipping("norm", 1.0)],
        precision="amp_bf16",
    )
    print("Starting training...")
    trainer.fit()


if __name__ == "__main__":
    with open(sys.argv[1]) as f:
        main(om.merge(om.load(f), om.from_cli(sys.argv[2:])))
