class History:
    def __init__(self): self.items, self.at = [], 0
    def backward(self): self.at = max(0, self.at - 1); return self.items[self.at]
    def step(self): self.at += 1
h = History(); h.items = list('abc')
for _ in range(3):
    h.step(); print(h.backward())
