import json
import os
import cv2
import numpy as np
import detectron2
from detectron2.utils.logger import setup_logger
setup_logger()
from detectron2 import model_zoo
from detectron2.config import get_cfg
from detectron2.data import DatasetCatalog, MetadataCatalog, build_detection_test_loader
from detectron2.engine import DefaultTrainer, default_argument_parser, launch
from detectron2.evaluation import COCOEvaluator
from detectron2.structures import BoxMode


def nuclei_dicts(folder):
    out = []
    for idx, v in enumerate(json.load(open(os.path.join(folder, "via_region_data.json"))).values()):
        fn = os.path.join(folder, v["filename"])
        h, w = cv2.imread(fn).shape[:2]
        annos = []
        for r in v["regions"].values():
            a = r["shape_attributes"]
            px, py = a["all_points_x"], a["all_points_y"]
            annos.append(dict(bbox=[min(px), min(py), max(px), max(py)], bbox_mode=BoxMode.XYXY_ABS, category_id=0,
                              segmentation=[[p + .5 for xy in zip(px, py) for p in xy]]))
        out.append(dict(file_name=fn, image_id=idx, height=h, width=w, annotations=annos))
    return out


class Trainer(DefaultTrainer):
    @classmethod
    def build_evaluator(cls, cfg, dataset_name):
        return COCOEvaluator(dataset_name, output_dir=os.path.join(cfg.OUTPUT_DIR, "eval"))


def main(args):
    for d in ("train", "val"):
        DatasetCatalog.register("nuclei_" + d, lambda d=d: nuclei_dicts("nuclei/" + d))
        MetadataCatalog.get("nuclei_" + d).set(thing_classes=["nucleus"])
    cfg = get_cfg()
    cfg.merge_from_file(model_zoo.get_config_file("COCO-InstanceSegmentation/mask_rcnn_R_50_FPN_3x.yaml"))
    cfg.merge_from_list(args.opts)
    cfg.DATASETS.TRAIN, cfg.DATASETS.TEST = ("nuclei_train",), ("nuclei_val",)
    cfg.MODEL.WEIGHTS = model_zoo.get_checkpoint_url("COCO-InstanceSegmentation/mask_rcnn_R_50_FPN_3x.yaml")
    cfg.SOLVER.IMS_PER_BATCH, cfg.SOLVER.BASE_LR, cfg.SOLVER.MAX_ITER = 4, 2.5e-4, 3000
    cfg.MODEL.ROI_HEADS.NUM_CLASSES = 1
    os.makedirs(cfg.OUTPUT_DIR, exist_ok=True)
    trainer = Trainer(cfg)
    trainer.resume_or_load(resume=args.resume)
    return trainer.train()


if __name__ == "__main__":
    args = default_argument_parser().parse_args()
    launch(main, args.num_gpus, num_machines=args.num_machines, machine_rank=args.machine_rank,
           dist_url=args.dist_url, args=(args,))
