import argparse
import collections
import json
import os
import random
import shutil
from pathlib import Path

import yaml
from tqdm import tqdm


def convert(box, w, h):
    x, y, bw, bh = box
    return (x + bw / 2) / w, (y + bh / 2) / h, bw / w, bh / h


def main():
    ap = argparse.ArgumentParser(description="COCO json to a YOLO training set")
    ap.add_argument("json")
    ap.add_argument("images")
    ap.add_argument("out", type=Path)
    ap.add_argument("--train", type=float, default=0.8)
    ap.add_argument("--val", type=float, default=0.1)
    ap.add_argument("--min-area", type=float, default=16)
    ap.add_argument("--copy", action="store_true")
    a = ap.parse_args()
    d = json.load(open(a.json))
    cats = {c["id"]: i for i, c in enumerate(sorted(d["categories"], key=lambda c: c["id"]))}
    names = [c["name"] for c in sorted(d["categories"], key=lambda c: c["id"])]
    per = collections.defaultdict(list)
    skipped = 0
    for x in d["annotations"]:
        if x.get("iscrowd") or x["bbox"][2] * x["bbox"][3] < a.min_area:
            skipped += 1
            continue
        per[x["image_id"]].append(x)
    imgs = d["images"]
    random.Random(0).shuffle(imgs)
    n = len(imgs)
    for i, im in enumerate(tqdm(imgs)):
        split = "train" if i < a.train * n else "val" if i < (a.train + a.val) * n else "test"
        for sub in ("images", "labels"):
            (a.out / sub / split).mkdir(parents=True, exist_ok=True)
        src, dst = os.path.join(a.images, im["file_name"]), a.out / "images" / split / os.path.basename(im["file_name"])
        (shutil.copy if a.copy else os.symlink)(os.path.abspath(src), dst)
        with open((a.out / "labels" / split / dst.name).with_suffix(".txt"), "w") as f:
            for x in per[im["id"]]:
                f.write("%d %.6f %.6f %.6f %.6f\n" % (cats[x["category_id"]], *convert(x["bbox"], im["width"], im["height"])))
    yaml.safe_dump({"path": str(a.out.resolve()), "train": "images/train", "val": "images/val", "test": "images/test",
                    "names": dict(enumerate(names))}, open(a.out / "data.yaml", "w"))
    print(n, "images", skipped, "boxes skipped")
    print(f"yolo detect train data={a.out / 'data.yaml'} model=yolov8s.pt")


if __name__ == "__main__":
    main()
