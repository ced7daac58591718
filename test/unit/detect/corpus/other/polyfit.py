import numpy as np
x = np.arange(10); y = 3 * x + np.random.rand(10)
for deg in range(1, 5):
    c = np.polyfit(x, y, deg)
    print(deg, np.abs(np.polyval(c, x) - y).mean())
