import time


class Train:
    def __init__(self, name, cars):
        self.name, self.cars, self.pos = name, cars, 0

    def step(self):
        self.pos += 1

    def backward(self):
        self.pos -= 1


class Station:
    def fit(self, train, platform):
        return train.cars <= platform


def main():
    train = Train("ICE", 8)
    for epoch in range(10):
        train.step()
        if epoch % 3 == 0:
            train.backward()
        time.sleep(0.1)
    print(Station().fit(train, 10))


if __name__ == "__main__":
    main()
