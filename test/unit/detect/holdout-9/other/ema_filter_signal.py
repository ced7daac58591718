import numpy as np
import soundfile as sf

x, rate = sf.read("in.wav")
alpha = 0.05
y = np.zeros_like(x)
for n in range(1, len(x)):
    y[n] = y[n - 1] + alpha * (x[n] - y[n - 1])
sf.write("out.wav", y, rate)
