"""What `gpt_by_hand` needs of arrays, with NumPy. The precision is that of the parameters: float32 in training."""

import numpy

DESCRIPTION = f"NumPy {numpy.__version__} on cpu"


def array(values, shape):
    return numpy.array(values, dtype=numpy.float32).reshape(shape)


def values(x):
    return x.ravel().tolist()


def zeros_like(x):
    return numpy.zeros_like(x)


def matmul(a, b):
    return a @ b


def matmul_transposed(a, b):
    """a @ b.T"""
    return a @ b.T


def transposed_matmul(a, b):
    """a.T @ b"""
    return a.T @ b


def add(a, b):
    return a + b


def multiply(a, b):
    return a * b


def add_to_rows(x, row):
    return x + row


def multiply_rows(x, row):
    return x * row


def sum_of_rows(x):
    return x.sum(axis=0)


def embed(token_table, position_table, inputs):
    length = len(inputs[0])
    x = token_table[numpy.array(inputs)] + position_table[:length]
    return x.reshape(-1, token_table.shape[1])


def embed_backward(gradient, token_table, position_table, inputs):
    tokens = numpy.zeros_like(token_table)
    numpy.add.at(tokens, numpy.array(inputs).ravel(), gradient)
    positions = numpy.zeros_like(position_table)
    length = len(inputs[0])
    positions[:length] = gradient.reshape(len(inputs), length, -1).sum(axis=0)
    return tokens, positions


def normalise(x, epsilon):
    """Rows with mean 0 and variance 1, and 1 / standard deviation of each."""
    centred = x - x.mean(axis=1, keepdims=True)
    inverse_deviation = 1 / numpy.sqrt((centred**2).mean(axis=1, keepdims=True) + epsilon)
    return centred * inverse_deviation, inverse_deviation


def normalise_backward(gradient, normalised, inverse_deviation):
    mean = gradient.mean(axis=1, keepdims=True)
    projection = (gradient * normalised).mean(axis=1, keepdims=True)
    return inverse_deviation * (gradient - mean - normalised * projection)


# GELU in the tanh form of GPT-2 ("gelu_new"): x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))).
GELU_SCALE = float(numpy.sqrt(2 / numpy.pi))


def gelu(x):
    return 0.5 * x * (1 + numpy.tanh(GELU_SCALE * (x + 0.044715 * x * x * x)))


def gelu_backward(gradient, x):
    tanh = numpy.tanh(GELU_SCALE * (x + 0.044715 * x * x * x))
    slope = GELU_SCALE * (1 + 3 * 0.044715 * x * x)
    return gradient * (0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * slope)


def split_heads(qkv, sequences, heads):
    """Query, key and value, each of shape (sequences, heads, length, head width)."""
    rows, width = qkv.shape
    parts = qkv.reshape(sequences, rows // sequences, 3, heads, width // (3 * heads))
    return parts.transpose(2, 0, 3, 1, 4)


def attention(qkv, sequences, heads):
    """Causal self-attention within each sequence: its output and the attention probabilities."""
    query, key, value = split_heads(qkv, sequences, heads)
    length, head_width = query.shape[2:]
    scores = query @ key.swapaxes(2, 3) * qkv.dtype.type(head_width**-0.5)
    scores = numpy.where(numpy.tri(length, dtype=bool), scores, qkv.dtype.type("-inf"))
    exponentials = numpy.exp(scores - scores.max(axis=3, keepdims=True))
    probabilities = exponentials / exponentials.sum(axis=3, keepdims=True)
    output = (probabilities @ value).transpose(0, 2, 1, 3)
    return output.reshape(len(qkv), -1), probabilities


def attention_backward(gradient, qkv, probabilities, sequences, heads):
    query, key, value = split_heads(qkv, sequences, heads)
    length, head_width = query.shape[2:]
    gradient = gradient.reshape(sequences, length, heads, head_width).transpose(0, 2, 1, 3)
    by_probability = gradient @ value.swapaxes(2, 3)
    mean = (by_probability * probabilities).sum(axis=3, keepdims=True)
    by_score = probabilities * (by_probability - mean) * qkv.dtype.type(head_width**-0.5)
    parts = numpy.stack(
        [by_score @ key, by_score.swapaxes(2, 3) @ query, probabilities.swapaxes(2, 3) @ gradient]
    )
    return parts.transpose(1, 3, 0, 2, 4).reshape(qkv.shape)


def cross_entropy(logits, targets):
    """The mean loss, and its gradient by the logits."""
    rows = numpy.arange(len(targets))
    shifted = logits - logits.max(axis=1, keepdims=True)
    exponentials = numpy.exp(shifted)
    sums = exponentials.sum(axis=1)
    loss = (numpy.log(sums) - shifted[rows, targets]).mean()
    gradient = exponentials / sums[:, None]
    gradient[rows, targets] -= 1
    return float(loss), gradient / len(targets)


def adam_update(parameter, gradient, first, second, beta_1, beta_2, rate, second_correction, epsilon):
    first *= beta_1
    first += (1 - beta_1) * gradient
    second *= beta_2
    second += (1 - beta_2) * gradient * gradient
    parameter -= rate * first / (numpy.sqrt(second / second_correction) + epsilon)
