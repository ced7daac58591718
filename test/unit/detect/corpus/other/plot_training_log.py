import re, sys
import matplotlib.pyplot as plt
its, losses, lrs = [], [], []
for line in open(sys.argv[1]):
    m = re.match(r'iter (\d+): loss ([\d.]+), lr ([\d.e-]+)', line)
    if m:
        its.append(int(m[1])); losses.append(float(m[2])); lrs.append(float(m[3]))
alpha = .9
smooth = losses[0]
out = []
for l in losses:
    smooth = alpha * smooth + (1 - alpha) * l
    out.append(smooth)
plt.plot(its, out, label='train loss'); plt.legend(); plt.savefig('loss.png')
