"""GPT-2 with its backward pass written out, over `arrays_numpy` or, without NumPy, `arrays_plain`.

Activations are matrices with one row for each token of the batch: sequence after sequence.
"""

from gpt_config import parameter_shapes


class GPT:
    def __init__(self, config, weights, arrays):
        self.config = config
        self.arrays = arrays
        self.parameters = {
            name: arrays.array(weights[name], shape) for name, shape in parameter_shapes(config).items()
        }
        self.gradients = {}
        self.head = "wte.weight" if config.tie_word_embeddings else "lm_head.weight"
        self.saved = None

    @property
    def description(self):
        return self.arrays.DESCRIPTION

    def linear(self, x, name):
        product = self.arrays.matmul(x, self.parameters[f"{name}.weight"])
        return self.arrays.add_to_rows(product, self.parameters[f"{name}.bias"])

    def linear_backward(self, gradient, x, name):
        self.gradients[f"{name}.weight"] = self.arrays.transposed_matmul(x, gradient)
        self.gradients[f"{name}.bias"] = self.arrays.sum_of_rows(gradient)
        return self.arrays.matmul_transposed(gradient, self.parameters[f"{name}.weight"])

    def norm(self, x, name):
        normalised, inverse_deviation = self.arrays.normalise(x, self.config.layer_norm_epsilon)
        scaled = self.arrays.multiply_rows(normalised, self.parameters[f"{name}.weight"])
        output = self.arrays.add_to_rows(scaled, self.parameters[f"{name}.bias"])
        return output, (normalised, inverse_deviation)

    def norm_backward(self, gradient, saved, name):
        normalised, inverse_deviation = saved
        self.gradients[f"{name}.weight"] = self.arrays.sum_of_rows(self.arrays.multiply(gradient, normalised))
        self.gradients[f"{name}.bias"] = self.arrays.sum_of_rows(gradient)
        scaled = self.arrays.multiply_rows(gradient, self.parameters[f"{name}.weight"])
        return self.arrays.normalise_backward(scaled, normalised, inverse_deviation)

    def logits(self, inputs):
        """The logits of every token, and what the backward pass needs of the way there."""
        arrays, heads, sequences = self.arrays, self.config.n_head, len(inputs)
        x = arrays.embed(self.parameters["wte.weight"], self.parameters["wpe.weight"], inputs)
        blocks = []
        for layer in range(self.config.n_layer):
            block = f"h.{layer}"
            attention_input, norm_1 = self.norm(x, f"{block}.ln_1")
            qkv = self.linear(attention_input, f"{block}.attn.c_attn")
            attended, probabilities = arrays.attention(qkv, sequences, heads)
            x = arrays.add(x, self.linear(attended, f"{block}.attn.c_proj"))
            mlp_input, norm_2 = self.norm(x, f"{block}.ln_2")
            hidden = self.linear(mlp_input, f"{block}.mlp.c_fc")
            activated = arrays.gelu(hidden)
            x = arrays.add(x, self.linear(activated, f"{block}.mlp.c_proj"))
            blocks.append((attention_input, norm_1, qkv, attended, probabilities, mlp_input, norm_2, hidden, activated))
        output, norm_f = self.norm(x, "ln_f")
        return arrays.matmul_transposed(output, self.parameters[self.head]), (blocks, output, norm_f)

    def forward(self, inputs, targets):
        """The mean loss over all targets."""
        logits, activations = self.logits(inputs)
        loss, gradient = self.arrays.cross_entropy(logits, [token for row in targets for token in row])
        self.saved = inputs, activations, gradient
        return loss

    def backward(self):
        arrays, heads = self.arrays, self.config.n_head
        inputs, (blocks, output, norm_f), gradient = self.saved
        head_gradient = arrays.transposed_matmul(gradient, output)
        gradient = self.norm_backward(arrays.matmul(gradient, self.parameters[self.head]), norm_f, "ln_f")
        for layer in reversed(range(self.config.n_layer)):
            block = f"h.{layer}"
            attention_input, norm_1, qkv, attended, probabilities, mlp_input, norm_2, hidden, activated = blocks[layer]
            branch = self.linear_backward(gradient, activated, f"{block}.mlp.c_proj")
            branch = self.linear_backward(arrays.gelu_backward(branch, hidden), mlp_input, f"{block}.mlp.c_fc")
            gradient = arrays.add(gradient, self.norm_backward(branch, norm_2, f"{block}.ln_2"))
            branch = self.linear_backward(gradient, attended, f"{block}.attn.c_proj")
            branch = arrays.attention_backward(branch, qkv, probabilities, len(inputs), heads)
            branch = self.linear_backward(branch, attention_input, f"{block}.attn.c_attn")
            gradient = arrays.add(gradient, self.norm_backward(branch, norm_1, f"{block}.ln_1"))
        tokens, positions = arrays.embed_backward(
            gradient, self.parameters["wte.weight"], self.parameters["wpe.weight"], inputs
        )
        self.gradients["wpe.weight"] = positions
        if self.config.tie_word_embeddings:
            self.gradients["wte.weight"] = arrays.add(tokens, head_gradient)
        else:
            self.gradients["wte.weight"] = tokens
            self.gradients["lm_head.weight"] = head_gradient

    def next_token_logits(self, context):
        return list(self.logits([context])[0][-1])

    def values(self, name):
        return self.arrays.values(self.parameters[name])


class Adam:
    def __init__(self, model, beta_1=0.9, beta_2=0.99, epsilon=1e-8):
        self.model = model
        self.betas, self.epsilon = (beta_1, beta_2), epsilon
        self.steps = 0
        self.moments = {
            name: (model.arrays.zeros_like(parameter), model.arrays.zeros_like(parameter))
            for name, parameter in model.parameters.items()
        }

    def step(self, learning_rate):
        self.steps += 1
        beta_1, beta_2 = self.betas
        first_correction = 1 - beta_1**self.steps
        second_correction = 1 - beta_2**self.steps
        for name, (first, second) in self.moments.items():
            self.model.arrays.adam_update(
                self.model.parameters[name],
                self.model.gradients[name],
                first,
                second,
                beta_1,
                beta_2,
                learning_rate / first_correction,
                second_correction,
                self.epsilon,
            )
