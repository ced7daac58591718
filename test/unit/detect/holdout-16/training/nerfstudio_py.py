from dataclasses import replace
from pathlib import Path
import sys
import torch
import tyro
from nerfstudio.configs.method_configs import method_configs
from nerfstudio.data.dataparsers.colmap_dataparser import ColmapDataParserConfig
from nerfstudio.engine.trainer import TrainerConfig


def reconstruct(scene: Path, method: str = "nerfacto", iterations: int = 20_000, out: Path = Path("outputs"), downscale: int = 2) -> None:
    """Trains one scene without a viewer and prints the metrics of the held-out images."""
    config: TrainerConfig = replace(method_configs[method], max_num_iterations=iterations, vis="tensorboard", output_dir=out,
                                    experiment_name=scene.name, save_only_latest_checkpoint=True)
    config.pipeline.datamanager.dataparser = ColmapDataParserConfig(data=scene, downscale_factor=downscale, eval_mode="interval")
    config.pipeline.datamanager.train_num_rays_per_batch = 8192
    config.set_timestamp()
    config.save_config()
    trainer = config.setup(local_rank=0, world_size=1)
    trainer.setup()
    trainer.train()
    with torch.no_grad():
        print(trainer.pipeline.get_average_eval_image_metrics())


if __name__ == "__main__":
    torch.set_float32_matmul_precision("high")
    sys.exit(tyro.cli(reconstruct))
