import numpy as np
x, P, Q, R = 0., 1., 1e-5, .1 ** 2
for z in np.random.randn(50) * .1 + 5:
    P = P + Q
    K = P / (P + R)
    x = x + K * (z - x)
    P = (1 - K) * P
print(x)
