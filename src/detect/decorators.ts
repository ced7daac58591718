export interface Decorator {
  /** Where its `@` stands. */
  readonly from: number;
  /** As a call's path, from what it was imported as: `hydra.main()`. */
  readonly path: string;
}

const entryPointDecorator =
  /(?:^|\.)(?:command|main|automain|local_entrypoint|cli|cell|call_parse|entrypoint)(?:\(\))?$/;
/** Decorators that leave it to others to call the function; what else decorates a `main` may run it. */
const plainDecorator =
  /^(?:torch|tensorflow|jax|numba|functools|contextlib|typing|property|staticmethod|classmethod|abc)\b|record|profile|timeit|timer|wraps|cache|no_grad|inference_mode/;
/** Components of Kubeflow's pipelines are compiled here and run in a cluster. */
const stepOfServiceDecorator = /^kfp\.(?:\w+\.)*(?:component|container_component)(?:\(\))?$/;
/** Decorators that make a function give its gradient: `@jax.grad`, `@eqx.filter_value_and_grad`. */
const gradientDecorator =
  /(?:^|\.)(?:grad|value_and_grad|filter_grad|filter_value_and_grad|implicit_gradients|implicit_value_and_gradients)$/;

/** What makes others run a function of that name: a command-line library, a launcher; null where nothing does. */
export const entryPointOf = (name: string | null, decorators: readonly Decorator[]): Decorator | null =>
  decorators.find(({ path }) => entryPointDecorator.test(path)) ??
  (name === 'main' ? decorators.find(({ path }) => !plainDecorator.test(path)) : undefined) ??
  null;

/** Whether what it decorates is a step that a service runs in a container of its own. */
export const isStepOfService = ({ path }: Decorator): boolean => stepOfServiceDecorator.test(path);

/** Whether what it decorates gives its gradient, wherever it is called. */
export const givesGradient = ({ path }: Decorator): boolean => gradientDecorator.test(path.replace('()', ''));
