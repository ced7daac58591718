import random


class Train:
    def __init__(self, number, length):
        self.number, self.length, self.position = number, length, 0.0

    def step(self, dt):
        self.position += random.uniform(20, 40) * dt

    def fit(self, platform):
        return self.length <= platform["length"]


trains = [Train(i, random.choice([120, 200, 400])) for i in range(20)]
platforms = [{"length": 210}, {"length": 420}]
for epoch in range(1000):
    for train in trains:
        train.step(0.5)
        if any(train.fit(p) for p in platforms) and train.position > 5000:
            train.position = 0.0
print([t.number for t in trains])
