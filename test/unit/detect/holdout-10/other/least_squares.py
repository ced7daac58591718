import statsmodels.api as sm
import pandas as pd

df = pd.read_csv("d.csv")
X = sm.add_constant(df[["a", "b"]])
res = sm.OLS(df["y"], X).fit()
print(res.summary())
