class Dancer:
    def __init__(self, name): self.name, self.pos = name, 0
    def step(self): self.pos += 1
    def backward(self): self.pos -= 1
    def update(self): print(self.name, self.pos)
a, b = Dancer('a'), Dancer('b')
for beat in range(8):
    a.step(); b.backward(); a.update()
