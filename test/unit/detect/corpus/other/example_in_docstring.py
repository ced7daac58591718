def accelerate_hint():
    """How to train:

    >>> trainer = Trainer(model)
    >>> trainer.train()
    >>> for b in data:
    ...     loss.backward()
    ...     optimizer.step()
    """
    return 'see above'
print(accelerate_hint.__doc__)
