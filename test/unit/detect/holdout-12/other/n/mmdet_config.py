_base_ = ["../_base_/models/faster-rcnn_r50_fpn.py", "../_base_/default_runtime.py"]
train_cfg = dict(type="EpochBasedTrainLoop", max_epochs=12, val_interval=1)
optim_wrapper = dict(type="OptimWrapper", optimizer=dict(type="SGD", lr=0.02, momentum=0.9, weight_decay=0.0001))
train_dataloader = dict(batch_size=2, num_workers=2, sampler=dict(type="DefaultSampler", shuffle=True))
param_scheduler = [dict(type="MultiStepLR", begin=0, end=12, milestones=[8, 11], gamma=0.1)]
