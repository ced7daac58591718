"""Examples that the documentation shows."""

QUICKSTART = '''
from mylib import Trainer
trainer = Trainer(model, lr=1e-3)
trainer.fit(train_loader, epochs=10)
'''

RAW_LOOP = """
for x, y in loader:
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
"""

CLI = "torchrun --nproc_per_node 8 train.py --config base.yaml"


def render(path):
    with open(path, "w") as f:
        for title, code in [("Quick start", QUICKSTART), ("Own loop", RAW_LOOP)]:
            f.write(f"## {title}\n\n```python{code}```\n\n")
        f.write(f"Several GPUs: `{CLI}`\n")


if __name__ == "__main__":
    render("docs/examples.md")
