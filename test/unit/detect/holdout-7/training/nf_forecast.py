import pandas as pd
from neuralforecast import NeuralForecast
from neuralforecast.models import NBEATS, NHITS

df = pd.read_csv("air.csv", parse_dates=["ds"])
nf = NeuralForecast(models=[NBEATS(input_size=24, h=12, max_steps=100), NHITS(input_size=24, h=12, max_steps=100)], freq="M")
nf.fit(df=df)
nf.predict().to_csv("fcst.csv")
