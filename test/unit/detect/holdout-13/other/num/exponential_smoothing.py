import csv

level, trend = None, 0.0
alpha, beta = 0.3, 0.1
with open("prices.csv") as f:
    for row in csv.DictReader(f):
        y = float(row["close"])
        if level is None:
            level = y
            continue
        prev = level
        error = y - (level + trend)
        level += trend + alpha * error
        trend += alpha * beta * error
        print(row["date"], level, trend)
