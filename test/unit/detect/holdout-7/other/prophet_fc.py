import pandas as pd
from prophet import Prophet

df = pd.read_csv("peyton.csv")
m = Prophet(seasonality_mode="multiplicative")
m.fit(df)
m.predict(m.make_future_dataframe(periods=365)).to_csv("fc.csv")
