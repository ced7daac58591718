def f(x): return x ** 3 - 2 * x - 5
def df(x): return 3 * x ** 2 - 2
x = 2.
for i in range(20):
    step = f(x) / df(x)
    x = x - step
    print(i, x)
