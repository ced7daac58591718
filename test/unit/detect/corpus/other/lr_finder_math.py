import math
lr = 1e-7
mult = (10 / 1e-7) ** (1 / 100)
lrs = []
for i in range(100):
    lr = lr * mult
    lrs.append(lr)
print(lrs)
