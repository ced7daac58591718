import argparse
p = argparse.ArgumentParser(description='Memory that training would take')
p.add_argument('--params', type=float); p.add_argument('--optimizer', default='adam'); p.add_argument('--batch_size', type=int, default=1)
a = p.parse_args()
state = {'adam': 8, 'sgd': 4}[a.optimizer]
grad = 4 * a.params
print((4 + state) * a.params + grad)
