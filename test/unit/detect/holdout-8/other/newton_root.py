def f(x):
    return x ** 3 - 2 * x - 5


def grad(x):
    return 3 * x ** 2 - 2


x = 2.0
for i in range(20):
    step = f(x) / grad(x)
    x = x - step
    if abs(step) < 1e-12:
        break
print(x)
