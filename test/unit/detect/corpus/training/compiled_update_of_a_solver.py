import jax
import jaxopt
from sklearn.datasets import load_digits

pixels, digits = load_digits(return_X_y=True)
solver = jaxopt.LBFGS(fun=jaxopt.objective.multiclass_logreg, maxiter=200)
weights = jax.numpy.zeros((pixels.shape[1], 10))
state = solver.init_state(weights, data=(pixels, digits))
advance = jax.jit(solver.update)
for _ in range(200):
    weights, state = advance(weights, state, data=(pixels, digits))
print(state.value)
