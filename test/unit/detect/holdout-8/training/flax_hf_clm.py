import jax
import optax
from flax import jax_utils
from flax.jax_utils import unreplicate
from flax.training.common_utils import onehot, shard
from flax.training import train_state
from tqdm import tqdm
from transformers import FlaxAutoModelForCausalLM
from data import data_loader, num_steps


def main():
    model = FlaxAutoModelForCausalLM.from_pretrained("gpt2")
    state = train_state.TrainState.create(apply_fn=model.__call__, params=model.params, tx=optax.adamw(5e-5))

    def train_step(state, batch):
        def compute_loss(params):
            labels = batch.pop("labels")
            logits = state.apply_fn(**batch, params=params, train=True)[0]
            return optax.softmax_cross_entropy(logits[..., :-1, :], onehot(labels[..., 1:], logits.shape[-1])).mean()
        loss, grad = jax.value_and_grad(compute_loss)(state.params)
        return state.apply_gradients(grads=jax.lax.pmean(grad, "batch")), loss

    p_train_step = jax.pmap(train_step, "batch", donate_argnums=(0,))
    state = jax_utils.replicate(state)
    for epoch in tqdm(range(3)):
        for batch in data_loader():
            state, loss = p_train_step(state, shard(batch))


if __name__ == "__main__":
    main()
