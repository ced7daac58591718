from dataclasses import dataclass


@dataclass
class Garment:
    size: int
    name: str


class Mannequin:
    def __init__(self, chest):
        self.chest = chest

    def fit(self, garment):
        return abs(garment.size - self.chest) < 4


model = Mannequin(96)
for g in [Garment(94, "shirt"), Garment(104, "coat")]:
    print(g.name, model.fit(g))
