from composer import Trainer
from composer.algorithms import GradientClipping
from composer.models import HuggingFaceModel
from omegaconf import OmegaConf as om
import sys
from builders import loader, net, sched, optimizer

cfg = om.load(sys.argv[1])
model = HuggingFaceModel(*net(cfg))
t = Trainer(run_name=cfg.run_name, model=model, train_dataloader=loader(cfg), optimizers=optimizer(cfg, model), schedulers=sched(cfg),
            max_duration=cfg.max_duration, algorithms=[GradientClipping("norm", 1.0)], precision="amp_bf16")
print("Starting training...")
t.fit()
