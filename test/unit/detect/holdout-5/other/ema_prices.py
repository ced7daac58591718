import csv
alpha = 2 / 21; ema = {}
for row in csv.DictReader(open('prices.csv')):
    s, p = row['symbol'], float(row['close'])
    ema[s] = p if s not in ema else ema[s] + alpha * (p - ema[s])
print(ema)
