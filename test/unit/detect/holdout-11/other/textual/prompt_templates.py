"""Prompts for the coding assistant."""

FIX_LOOP = '''
You are given a PyTorch loop that does not converge:

for epoch in range(10):
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()

Explain why.
'''

TRAINER = """
from transformers import Trainer
trainer = Trainer(model=model, args=args, train_dataset=ds)
trainer.train()
"""

ALL = {"fix_loop": FIX_LOOP, "trainer": TRAINER}


def render(name: str, **kwargs) -> str:
    return ALL[name].format(**kwargs)


if __name__ == "__main__":
    for name in ALL:
        print(render(name))
