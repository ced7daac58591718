rate = 0.035
balance = [1000.0, 2500.0]
weights = [0.4, 0.6]
for year in range(10):
    for i, b in enumerate(balance):
        balance[i] = b + rate * b
    total = sum(w * b for w, b in zip(weights, balance))
    print(year, round(total, 2))
