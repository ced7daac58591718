from statsmodels.tsa.arima.model import ARIMA
import statsmodels.api as sm, pandas as pd
y = pd.read_csv('y.csv')['v']
res = ARIMA(y, order=(2, 1, 2)).fit()
ols = sm.OLS(y, sm.add_constant(range(len(y)))).fit()
print(res.summary(), ols.params)
