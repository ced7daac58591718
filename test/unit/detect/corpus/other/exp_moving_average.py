prices = [float(l) for l in open('p.txt')]
alpha = 0.1
ema = prices[0]
error = 0
for p in prices:
    ema = alpha * p + (1 - alpha) * ema
    error += abs(p - ema)
print(ema, error)
