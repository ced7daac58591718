import click
import haiku as hk
import jax
from optax import adamw, apply_updates

from letters import stream
from letters.objective import objective_of


@click.command()
@click.option("--rate", default=2e-4)
def main(rate):
    model = hk.transform(lambda x: hk.Linear(128)(x))
    weights = model.init(jax.random.PRNGKey(0), next(stream()))
    objective = objective_of(model)
    mover = adamw(rate)
    memory = mover.init(weights)
    for batch in stream():
        value, grads = objective(weights, batch)
        changes, memory = mover.update(grads, memory, weights)
        weights = apply_updates(weights, changes)
        print(value)


if __name__ == "__main__":
    main()
