USAGE = """
    trainer = Trainer(model, args, train_dataset=ds)
    trainer.train()

    for batch in loader:
        loss.backward()
        optimizer.step()
"""


def show():
    """Prints how one would train:

    >>> model.fit(X, y)
    """
    print(USAGE)


show()
