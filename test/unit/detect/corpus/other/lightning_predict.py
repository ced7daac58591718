import pytorch_lightning as pl
from system import LitSegmenter, SegData
m = LitSegmenter.load_from_checkpoint('last.ckpt')
pl.Trainer(accelerator='gpu', devices=1, logger=False).predict(m, SegData('test').predict_dataloader())
pl.Trainer().validate(m, SegData('val'))
