import pandas as pd
from statsmodels.tsa.holtwinters import ExponentialSmoothing
from statsmodels.tsa.arima.model import ARIMA
s = pd.read_csv('air.csv', index_col=0, parse_dates=True).squeeze()
train, test = s[:-12], s[-12:]
hw = ExponentialSmoothing(train, trend='add', seasonal='mul', seasonal_periods=12).fit()
ar = ARIMA(train, order=(2, 1, 2)); res = ar.fit()
print(hw.forecast(12) - test, res.forecast(12) - test)
