import flash
from flash.core.data.utils import download_data
from flash.image import ImageClassificationData, ImageClassifier

download_data("https://pl-flash-data.s3.amazonaws.com/hymenoptera_data.zip", "./data")
dm = ImageClassificationData.from_folders(train_folder="data/train/", val_folder="data/val/", batch_size=4)
model = ImageClassifier(backbone="resnet18", labels=dm.labels)
trainer = flash.Trainer(max_epochs=3)
trainer.finetune(model, datamodule=dm, strategy="freeze")
trainer.save_checkpoint("m.pt")
