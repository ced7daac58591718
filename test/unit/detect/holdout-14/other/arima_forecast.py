import pandas as pd
import numpy as np
from statsmodels.tsa.arima.model import ARIMA
import statsmodels.formula.api as smf
from scipy.optimize import curve_fit, minimize

df = pd.read_csv("energy.csv", parse_dates=["date"], index_col="date").asfreq("D").ffill()
train, test = df[:-30], df[-30:]
best = None
for p in range(3):
    for q in range(3):
        fit = ARIMA(train.load, order=(p, 1, q), seasonal_order=(1, 0, 1, 7)).fit()
        if best is None or fit.aic < best.aic:
            best = fit
forecast = best.forecast(30)
print("mape", np.mean(np.abs(forecast - test.load) / test.load))

ols = smf.ols("load ~ temperature + C(weekday)", data=train).fit(cov_type="HC3")
print(ols.summary())
(a, b), _ = curve_fit(lambda x, a, b: a * np.exp(-b * x), np.arange(30), train.load[-30:])
res = minimize(lambda w: np.sum((train.load.values - w[0] - w[1] * train.temperature.values) ** 2), [0, 0])
print(a, b, res.x)
