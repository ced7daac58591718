from mmcv import Config
from mmcv.runner import init_dist
from mmdet import __version__
from mmdet.apis import set_random_seed, train_detector
from mmdet.datasets import build_dataset
from mmdet.models import build_detector
from mmdet.utils import collect_env, get_root_logger
import mmcv, os.path as osp, time, copy

cfg = Config.fromfile('configs/faster_rcnn/faster_rcnn_r50_caffe_fpn_mstrain_1x_coco.py')

# kitti tiny
cfg.dataset_type = 'KittiTinyDataset'
cfg.data_root = 'kitti_tiny/'
for split in ('train', 'val', 'test'):
    cfg.data[split].type = cfg.dataset_type
    cfg.data[split].data_root = cfg.data_root
    cfg.data[split].ann_file = 'train.txt' if split == 'train' else 'val.txt'
    cfg.data[split].img_prefix = 'training/image_2'
cfg.model.roi_head.bbox_head.num_classes = 3
cfg.load_from = 'checkpoints/mask_rcnn_r50_caffe_fpn_mstrain-poly_3x_coco.pth'
cfg.work_dir = './tutorial_exps'
cfg.optimizer.lr = 0.02 / 8
cfg.lr_config.warmup = None
cfg.log_config.interval = 10
cfg.evaluation.metric = 'mAP'
cfg.evaluation.interval = 12
cfg.checkpoint_config.interval = 12
cfg.seed = 0
set_random_seed(0, deterministic=False)
cfg.gpu_ids = range(1)

import kitti_tiny  # registers the dataset
mmcv.mkdir_or_exist(osp.abspath(cfg.work_dir))
logger = get_root_logger(log_file=osp.join(cfg.work_dir, time.strftime('%Y%m%d_%H%M%S') + '.log'), log_level=cfg.log_level)
logger.info('\n'.join(f'{k}: {v}' for k, v in collect_env().items()))
datasets = [build_dataset(cfg.data.train)]
model = build_detector(cfg.model, train_cfg=cfg.get('train_cfg'), test_cfg=cfg.get('test_cfg'))
model.CLASSES = datasets[0].CLASSES
train_detector(model, datasets, cfg, distributed=False, validate=True, meta=dict(mmdet_version=__version__))
