from neuralforecast import NeuralForecast
from neuralforecast.models import NHITS, LSTM
import pandas as pd
df = pd.read_csv('ett.csv', parse_dates=['ds'])
nf = NeuralForecast(models=[NHITS(h=96, input_size=192, max_steps=1000), LSTM(h=96, input_size=192)], freq='15min')
nf.fit(df=df)
nf.save('nf')
