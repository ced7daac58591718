import pandas as pd
from prophet import Prophet

m = Prophet()
m.fit(pd.read_csv("sales.csv"))
print(m.predict(m.make_future_dataframe(periods=30)))
