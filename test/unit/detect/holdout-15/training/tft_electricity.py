import warnings
import lightning.pytorch as pl
import pandas as pd
import torch
from lightning.pytorch.callbacks import EarlyStopping, LearningRateMonitor
from pytorch_forecasting import GroupNormalizer, QuantileLoss, TemporalFusionTransformer, TimeSeriesDataSet
from pytorch_forecasting.models.temporal_fusion_transformer.tuning import optimize_hyperparameters

warnings.simplefilter("ignore")
TUNE = False

data = pd.read_parquet("meters.parquet")
data["hour"] = data.ts.dt.hour.astype(str).astype("category")
data["dow"] = data.ts.dt.dayofweek.astype(str).astype("category")
data["t"] = ((data.ts - data.ts.min()).dt.total_seconds() // 3600).astype(int)
enc, pred = 24 * 7, 24
cut = data.t.max() - pred

training = TimeSeriesDataSet(
    data[lambda d: d.t <= cut], time_idx="t", target="kwh", group_ids=["meter"], max_encoder_length=enc,
    max_prediction_length=pred, static_categoricals=["meter", "tariff"], time_varying_known_categoricals=["hour", "dow"],
    time_varying_known_reals=["t", "temp_forecast"], time_varying_unknown_reals=["kwh"],
    target_normalizer=GroupNormalizer(groups=["meter"], transformation="softplus"), add_relative_time_idx=True)
validation = TimeSeriesDataSet.from_dataset(training, data, predict=True, stop_randomization=True)
train_dl = training.to_dataloader(train=True, batch_size=128, num_workers=4)
val_dl = validation.to_dataloader(train=False, batch_size=1280, num_workers=4)

if TUNE:
    study = optimize_hyperparameters(train_dl, val_dl, model_path="optuna", n_trials=30, max_epochs=10)
    print(study.best_trial.params)

trainer = pl.Trainer(max_epochs=40, accelerator="auto", gradient_clip_val=0.1, limit_train_batches=100,
                     callbacks=[LearningRateMonitor(), EarlyStopping("val_loss", patience=5)])
tft = TemporalFusionTransformer.from_dataset(training, learning_rate=0.03, hidden_size=32, attention_head_size=2,
                                             dropout=0.1, hidden_continuous_size=16, loss=QuantileLoss())
print(f"{tft.size() / 1e3:.1f}k parameters")
trainer.fit(tft, train_dataloaders=train_dl, val_dataloaders=val_dl)
best = TemporalFusionTransformer.load_from_checkpoint(trainer.checkpoint_callback.best_model_path)
out = best.predict(val_dl, mode="raw", return_x=True)
for i in range(5):
    best.plot_prediction(out.x, out.output, idx=i).savefig(f"p{i}.png")
