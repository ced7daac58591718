import pandas as pd

capital = 1000.0
alpha = 0.05
ema = None
for price in pd.read_csv("prices.csv")["close"]:
    ema = price if ema is None else ema + alpha * (price - ema)
    if price > ema:
        capital -= alpha * price
print(capital)
