import numpy as np, matplotlib.pyplot as plt
lr0, warm, total = 3e-4, 500, 10000; lrs = []
for step in range(total):
    lr = lr0 * step / warm if step < warm else lr0 * .5 * (1 + np.cos(np.pi * (step - warm) / (total - warm)))
    lrs.append(lr)
plt.plot(lrs); plt.ylabel('lr'); plt.show()
