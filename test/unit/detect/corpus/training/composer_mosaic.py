from composer import Trainer
from composer.algorithms import BlurPool, LabelSmoothing
from composer.models import ComposerClassifier
from torchvision import models
import data
trainer = Trainer(model=ComposerClassifier(models.resnet50(), num_classes=1000), train_dataloader=data.train(), eval_dataloader=data.val(),
                  max_duration='90ep', algorithms=[BlurPool(), LabelSmoothing(.1)], device='gpu')
trainer.fit()
