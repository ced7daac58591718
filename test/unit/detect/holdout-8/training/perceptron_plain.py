import random

data = [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 1)]
weights = [random.random(), random.random()]
bias = random.random()
learning_rate = 0.1


def predict(x):
    return 1 if weights[0] * x[0] + weights[1] * x[1] + bias > 0 else 0


for epoch in range(20):
    for x, target in data:
        error = target - predict(x)
        weights[0] += learning_rate * error * x[0]
        weights[1] += learning_rate * error * x[1]
        bias += learning_rate * error
print(weights, bias)
