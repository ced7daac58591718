import argparse
import numpy as np
import matplotlib.pyplot as plt
from numba import njit


@njit(cache=True)
def sweep(s, beta):
    n = s.shape[0]
    for _ in range(n * n):
        i, j = np.random.randint(n), np.random.randint(n)
        h = s[(i + 1) % n, j] + s[i - 1, j] + s[i, (j + 1) % n] + s[i, j - 1]
        d = 2 * s[i, j] * h
        if d <= 0 or np.random.random() < np.exp(-beta * d):
            s[i, j] = -s[i, j]


@njit(cache=True)
def energy(s):
    n = s.shape[0]
    e = 0
    for i in range(n):
        for j in range(n):
            e -= s[i, j] * (s[(i + 1) % n, j] + s[i, (j + 1) % n])
    return e / n / n


def main():
    p = argparse.ArgumentParser(description="configurations of the 2D Ising model; dataset for the phase classifier")
    p.add_argument("--n", type=int, default=32)
    p.add_argument("--per-temp", type=int, default=200)
    p.add_argument("--burn", type=int, default=1000)
    a = p.parse_args()
    temps = np.linspace(1.5, 3.5, 21)
    X, y, E, M = [], [], [], []
    for t in temps:
        s = np.where(np.random.rand(a.n, a.n) < .5, -1, 1)
        for _ in range(a.burn):
            sweep(s, 1 / t)
        e, m = [], []
        for _ in range(a.per_temp):
            for _ in range(10):
                sweep(s, 1 / t)
            X.append(s.copy())
            y.append(t < 2.269)
            e.append(energy(s))
            m.append(abs(s.mean()))
        E.append(np.mean(e))
        M.append(np.mean(m))
        print(f"T={t:.2f} E={E[-1]:.3f} |M|={M[-1]:.3f}")
    k = np.random.permutation(len(X))
    cut = int(.8 * len(k))
    X, y = np.array(X, np.int8), np.array(y)
    np.savez_compressed("ising.npz", x_train=X[k[:cut]], y_train=y[k[:cut]], x_test=X[k[cut:]], y_test=y[k[cut:]])
    plt.plot(temps, M, "o-")
    plt.savefig("magnetisation.png")


if __name__ == "__main__":
    main()
