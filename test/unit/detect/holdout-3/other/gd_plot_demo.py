import numpy as np, matplotlib.pyplot as plt
losses = {'adam': np.load('adam.npy'), 'sgd': np.load('sgd.npy')}
for name, l in losses.items():
    s = np.convolve(l, np.ones(50) / 50, 'valid')
    plt.plot(s, label=name)
plt.legend(); plt.title('Training loss'); plt.savefig('losses.pdf')
