import argparse
import json
from pathlib import Path

import torch
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from torch.utils.data import DataLoader
from tqdm import tqdm

from dataset import CocoDetection, collate
from models import build_model


def main():
    p = argparse.ArgumentParser()
    p.add_argument("checkpoint", type=Path)
    p.add_argument("--coco", type=Path, default="/data/coco")
    p.add_argument("--batch-size", type=int, default=8)
    p.add_argument("--thresh", type=float, default=0.01)
    p.add_argument("--ema", action="store_true", help="use the EMA weights of the training run")
    a = p.parse_args()

    state = torch.load(a.checkpoint, map_location="cpu")
    print("trained for", state["epoch"], "epochs, optimizer", type(state["optimizer"]))
    model = build_model(state["args"]).cuda()
    model.load_state_dict(state["ema" if a.ema else "model"])
    model.eval()

    gt = COCO(a.coco / "annotations/instances_val2017.json")
    loader = DataLoader(CocoDetection(a.coco, "val2017", train=False), a.batch_size, collate_fn=collate, num_workers=8)
    out = []
    with torch.inference_mode(), torch.autocast("cuda"):
        for images, targets in tqdm(loader):
            preds = model(images.cuda())
            for t, p in zip(targets, preds):
                keep = p["scores"] > a.thresh
                for b, s, l in zip(p["boxes"][keep].tolist(), p["scores"][keep].tolist(), p["labels"][keep].tolist()):
                    out.append(dict(image_id=t["image_id"], category_id=l, score=s,
                                    bbox=[b[0], b[1], b[2] - b[0], b[3] - b[1]]))
    Path("detections.json").write_text(json.dumps(out))
    ev = COCOeval(gt, gt.loadRes("detections.json"), "bbox")
    ev.evaluate()
    ev.accumulate()
    ev.summarize()


if __name__ == "__main__":
    main()
