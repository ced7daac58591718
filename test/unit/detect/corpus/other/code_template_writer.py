TEMPLATE = '''
import torch
for epoch in range({epochs}):
    for x, y in loader:
        loss = model(x, y)
        loss.backward()
        optimizer.step()
'''
with open('train_generated.py', 'w') as f:
    f.write(TEMPLATE.format(epochs=10))
