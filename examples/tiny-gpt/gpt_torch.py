"""GPT-2 in PyTorch, on the graphics card where there is one."""

import torch
from torch.nn import functional

from gpt_config import parameter_shapes


def best_device():
    if torch.cuda.is_available():
        return "cuda"
    if torch.backends.mps.is_available():
        return "mps"
    return "cpu"


class GPT:
    def __init__(self, config, weights, device=None):
        self.config = config
        self.device = torch.device(device or best_device())
        self.parameters = {
            name: torch.tensor(weights[name], device=self.device).reshape(shape).requires_grad_()
            for name, shape in parameter_shapes(config).items()
        }
        self.last_loss = None

    @property
    def description(self):
        name = f" ({torch.cuda.get_device_name(self.device)})" if self.device.type == "cuda" else ""
        return f"PyTorch {torch.__version__} on {self.device.type}{name}"

    def logits(self, tokens):
        config, weight = self.config, self.parameters
        sequences, length = tokens.shape

        def normalised(x, name):
            return functional.layer_norm(
                x,
                (config.n_embd,),
                weight[f"{name}.weight"],
                weight[f"{name}.bias"],
                config.layer_norm_epsilon,
            )

        def linear(x, name):
            return x @ weight[f"{name}.weight"] + weight[f"{name}.bias"]

        def split_heads(x):
            return x.view(sequences, length, config.n_head, -1).transpose(1, 2)

        x = weight["wte.weight"][tokens] + weight["wpe.weight"][:length]
        for layer in range(config.n_layer):
            block = f"h.{layer}"
            qkv = linear(normalised(x, f"{block}.ln_1"), f"{block}.attn.c_attn")
            query, key, value = (split_heads(part) for part in qkv.split(config.n_embd, dim=2))
            attended = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
            attended = attended.transpose(1, 2).reshape(sequences, length, config.n_embd)
            x = x + linear(attended, f"{block}.attn.c_proj")
            hidden = linear(normalised(x, f"{block}.ln_2"), f"{block}.mlp.c_fc")
            x = x + linear(functional.gelu(hidden, approximate="tanh"), f"{block}.mlp.c_proj")
        head = weight["wte.weight" if config.tie_word_embeddings else "lm_head.weight"]
        return normalised(x, "ln_f") @ head.T

    def forward(self, inputs, targets):
        """The mean loss over all targets."""
        logits = self.logits(torch.tensor(inputs, device=self.device))
        targets = torch.tensor(targets, device=self.device)
        self.last_loss = functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
        return self.last_loss.detach()

    def backward(self):
        self.last_loss.backward()

    def next_token_logits(self, context):
        with torch.no_grad():
            return self.logits(torch.tensor([context], device=self.device))[0, -1].tolist()

    def values(self, name):
        return self.parameters[name].detach().flatten().tolist()


class Adam:
    def __init__(self, model):
        self.optimizer = torch.optim.Adam(model.parameters.values(), betas=(0.9, 0.99), eps=1e-8)

    def step(self, learning_rate):
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate
        self.optimizer.step()
        self.optimizer.zero_grad()
