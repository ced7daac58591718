import pandas as pd
from darts import TimeSeries, concatenate
from darts.dataprocessing.transformers import MissingValuesFiller, Scaler
from darts.metrics import mape, smape
from darts.models import ExponentialSmoothing, NBEATSModel
from darts.utils.likelihood_models import QuantileRegression

HORIZON = 8


def load():
    df = pd.read_excel("sales_weekly.xlsx", sheet_name="by_sku")
    many = TimeSeries.from_group_dataframe(df, group_cols="sku", time_col="week", value_cols="units", freq="W-MON")
    return MissingValuesFiller().transform(many)


def main():
    series = load()
    train = [s[:-HORIZON] for s in series]
    scaler = Scaler(global_fit=False)
    train_s = scaler.fit_transform(train)
    full_s = scaler.transform(series)
    model = NBEATSModel(input_chunk_length=52, output_chunk_length=HORIZON, n_epochs=60, num_stacks=20, batch_size=256,
                        likelihood=QuantileRegression(), optimizer_kwargs={"lr": 5e-4}, model_name="nbeats_sku",
                        log_tensorboard=True, save_checkpoints=True, force_reset=True,
                        pl_trainer_kwargs={"accelerator": "gpu", "devices": [0]})
    model.fit(train_s, val_series=full_s, verbose=True)
    model = NBEATSModel.load_from_checkpoint("nbeats_sku", best=True)
    fc = scaler.inverse_transform(model.predict(HORIZON, series=train_s, num_samples=200))
    err = pd.Series([smape(s, f) for s, f in zip(series, fc)])
    base = []
    for s, t in zip(series, train):
        es = ExponentialSmoothing()
        es.fit(t)
        base.append(smape(s, es.predict(HORIZON)))
    print("nbeats", err.median(), "ets", pd.Series(base).median())


if __name__ == "__main__":
    main()
