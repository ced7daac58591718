TEMPLATE = '''import torch
for epoch in range({epochs}):
    loss = step()
    loss.backward()
    optimizer.step()
'''

for epochs in (1, 2, 3):
    with open(f"train_{epochs}.py", "w") as f:
        f.write(TEMPLATE.format(epochs=epochs))
