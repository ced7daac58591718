import random
def sphere(x): return sum(i * i for i in x)
n, dim = 30, 5; w, c1, c2 = .7, 1.5, 1.5
X = [[random.uniform(-5, 5) for _ in range(dim)] for _ in range(n)]; V = [[0] * dim for _ in range(n)]; B = [x[:] for x in X]
g = min(B, key=sphere)
for it in range(200):
    for i in range(n):
        for d in range(dim):
            V[i][d] = w * V[i][d] + c1 * random.random() * (B[i][d] - X[i][d]) + c2 * random.random() * (g[d] - X[i][d]); X[i][d] += V[i][d]
        if sphere(X[i]) < sphere(B[i]): B[i] = X[i][:]
    g = min(B, key=sphere)
print(g)
