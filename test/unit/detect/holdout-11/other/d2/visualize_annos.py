import random
import cv2
from detectron2.data import DatasetCatalog, MetadataCatalog
from detectron2.data.datasets import register_coco_instances
from detectron2.utils.visualizer import Visualizer

register_coco_instances("balloon_train", {}, "annotations/train.json", "train")
meta = MetadataCatalog.get("balloon_train")
for d in random.sample(DatasetCatalog.get("balloon_train"), 5):
    img = cv2.imread(d["file_name"])
    v = Visualizer(img[:, :, ::-1], metadata=meta, scale=0.5).draw_dataset_dict(d)
    cv2.imwrite("vis_%s.png" % d["image_id"], v.get_image()[:, :, ::-1])
