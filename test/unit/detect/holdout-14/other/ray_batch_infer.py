import ray
import torch
from torchvision.models import resnet50
import numpy as np

ray.init()


class Predictor:
    def __init__(self, path):
        self.model = resnet50()
        self.model.load_state_dict(torch.load(path))
        self.model.eval().cuda()

    def __call__(self, batch):
        with torch.inference_mode():
            x = torch.as_tensor(np.stack(batch["image"])).permute(0, 3, 1, 2).float().cuda() / 255
            batch["label"] = self.model(x).argmax(1).cpu().numpy()
        return batch


ds = ray.data.read_images("s3://bucket/train/", size=(224, 224))
out = ds.map_batches(Predictor, fn_constructor_args=("best.pt",), batch_size=64, concurrency=4, num_gpus=1)
out.drop_columns(["image"]).write_parquet("s3://bucket/labels/")
