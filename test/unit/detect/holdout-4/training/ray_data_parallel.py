import ray.train.torch
from ray.train import ScalingConfig
from ray.train.torch import TorchTrainer
import torch
from nets import Net
def loop(cfg):
    m = ray.train.torch.prepare_model(Net()); o = torch.optim.Adam(m.parameters(), cfg['lr'])
    for ep in range(cfg['epochs']):
        for b in ray.train.get_dataset_shard('train').iter_torch_batches(batch_size=32):
            o.zero_grad(); l = m(b['x'], b['y']); l.backward(); o.step()
        ray.train.report({'loss': l.item()})
TorchTrainer(loop, train_loop_config={'lr': 1e-3, 'epochs': 5}, scaling_config=ScalingConfig(num_workers=4, use_gpu=True), datasets={'train': ray.data.read_parquet('d')}).fit()
