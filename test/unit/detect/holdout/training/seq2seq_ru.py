# Обучение модели перевода
import random, torch
from torch import nn, optim
from модель import Кодер, Декодер
from данные import пары, тензоры

def шаг(вх, вых, кодер, декодер, опт, потеря):
    for о in опт: о.zero_grad()
    h = кодер(вх)
    сумма = 0
    for т in вых:
        у, h = декодер(h)
        сумма += потеря(у, т)
    сумма.backward()
    for о in опт: о.step()
    return сумма.item()

if __name__ == '__main__':
    к, д = Кодер(), Декодер()
    опт = [optim.SGD(к.parameters(), .01), optim.SGD(д.parameters(), .01)]
    for i in range(75000):
        print(шаг(*тензоры(random.choice(пары)), к, д, опт, nn.NLLLoss()))
