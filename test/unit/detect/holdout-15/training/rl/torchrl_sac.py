import hydra
import torch
import tqdm
from tensordict.nn import NormalParamExtractor, TensorDictModule
from torch import nn, optim
from torchrl.collectors import SyncDataCollector
from torchrl.data import LazyMemmapStorage, TensorDictReplayBuffer
from torchrl.envs import Compose, DoubleToFloat, ParallelEnv, RewardSum, TransformedEnv
from torchrl.envs.libs.gym import GymEnv
from torchrl.modules import MLP, ProbabilisticActor, TanhNormal, ValueOperator
from torchrl.objectives import SoftUpdate
from torchrl.objectives.sac import SACLoss
from torchrl.record.loggers import get_logger


def make_env(cfg):
    return TransformedEnv(ParallelEnv(cfg.envs, lambda: GymEnv(cfg.env)), Compose(DoubleToFloat(), RewardSum()))


def nets(env, cfg, device):
    n = env.action_spec.shape[-1]
    actor = ProbabilisticActor(
        TensorDictModule(nn.Sequential(MLP(out_features=2 * n, num_cells=[256, 256]), NormalParamExtractor()),
                         ["observation"], ["loc", "scale"]),
        in_keys=["loc", "scale"], spec=env.action_spec, distribution_class=TanhNormal)
    q = ValueOperator(MLP(out_features=1, num_cells=[256, 256]), in_keys=["action", "observation"])
    td = env.fake_tensordict().to(device)
    model = nn.ModuleList([actor, q]).to(device)
    model[0](td); model[1](td)
    return model


@hydra.main(version_base="1.1", config_path=".", config_name="config")
def main(cfg):
    device = torch.device("cuda:0")
    env = make_env(cfg)
    model = nets(env, cfg, device)
    loss_module = SACLoss(model[0], model[1], num_qvalue_nets=2, loss_function="l2")
    loss_module.make_value_estimator(gamma=cfg.gamma)
    target = SoftUpdate(loss_module, eps=0.995)
    rb = TensorDictReplayBuffer(storage=LazyMemmapStorage(1_000_000), batch_size=cfg.batch)
    collector = SyncDataCollector(env, model[0], frames_per_batch=1000, total_frames=cfg.frames, device=device,
                                  init_random_frames=25_000)
    opt = optim.Adam(loss_module.parameters(), lr=3e-4)
    logger = get_logger("csv", logger_name="sac", experiment_name=cfg.env)
    seen = 0
    for td in tqdm.tqdm(collector):
        rb.extend(td.reshape(-1).cpu())
        seen += td.numel()
        if seen < 25_000:
            continue
        for _ in range(cfg.utd * 1000):
            b = rb.sample().to(device)
            losses = loss_module(b)
            total = losses["loss_actor"] + losses["loss_qvalue"] + losses["loss_alpha"]
            opt.zero_grad()
            total.backward()
            opt.step()
            target.step()
        logger.log_scalar("reward", td["next", "episode_reward"].max().item(), seen)
    collector.shutdown()


if __name__ == "__main__":
    main()
