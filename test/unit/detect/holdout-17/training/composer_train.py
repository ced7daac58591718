from composer import Trainer
from composer.algorithms import LabelSmoothing
from model import ResNetCIFAR
from data import train_dl, eval_dl
trainer = Trainer(model=ResNetCIFAR(), train_dataloader=train_dl, eval_dataloader=eval_dl, max_duration='10ep', algorithms=[LabelSmoothing(.1)])
trainer.fit()
