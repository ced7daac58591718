import jaxopt, jax.numpy as jnp, numpy as np
from sklearn.datasets import load_digits
X, y = load_digits(return_X_y=True)
solver = jaxopt.OptaxSolver(opt=__import__('optax').adam(1e-3), fun=jaxopt.objective.multiclass_logreg)
params = jnp.zeros((64, 10)); state = solver.init_state(params, (X, y))
for _ in range(300):
    params, state = solver.update(params, state, (X, y))
