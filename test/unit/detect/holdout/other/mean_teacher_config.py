cfg = dict(optimizer=dict(type='AdamW', lr=1e-4), runner=dict(type='EpochBasedRunner', max_epochs=12), train=dict(batch_size=8))
lr_config = dict(policy='step', step=[8, 11])
model = dict(type='MaskRCNN', backbone=dict(type='ResNet', depth=50), train_cfg=dict(rpn=dict()))
