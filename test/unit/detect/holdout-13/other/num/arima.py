import pandas as pd
import statsmodels.api as sm
from lifelines import CoxPHFitter

s = pd.read_csv("sales.csv", index_col=0, parse_dates=True).squeeze()
fit = sm.tsa.SARIMAX(s, order=(1, 1, 1), seasonal_order=(1, 1, 1, 12)).fit(disp=False)
print(fit.summary())
print(fit.forecast(12))
cph = CoxPHFitter().fit(pd.read_csv("churn.csv"), "tenure", "churned")
cph.print_summary()
