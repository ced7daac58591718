from pathlib import Path
import sys

TEMPLATE = '''
import torch
model = {model}()
opt = torch.optim.Adam(model.parameters(), lr={lr})
for epoch in range({epochs}):
    for x, y in loader:
        loss = criterion(model(x), y)
        loss.backward()
        opt.step()
'''

if __name__ == "__main__":
    Path(sys.argv[1]).write_text(TEMPLATE.format(model="Net", lr=1e-3, epochs=10))
