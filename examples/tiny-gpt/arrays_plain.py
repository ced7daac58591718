"""What `gpt_by_hand` needs of arrays, with Python alone: a matrix is a list of rows. Slow, but it runs anywhere."""

import math
import platform
from operator import mul

DESCRIPTION = f"Python {platform.python_version()} alone (no NumPy, no PyTorch) on cpu"

try:
    from math import sumprod as dot  # Python 3.12 and newer; several times faster
except ImportError:

    def dot(a, b):
        return sum(map(mul, a, b))


def array(values, shape):
    if len(shape) == 1:
        return list(values)
    rows, columns = shape
    return [list(values[row * columns : (row + 1) * columns]) for row in range(rows)]


def values(x):
    return [number for row in x for number in row] if isinstance(x[0], list) else list(x)


def zeros_like(x):
    return [zeros_like(row) for row in x] if isinstance(x[0], list) else [0.0] * len(x)


def transpose(x):
    return list(zip(*x))


def matmul_transposed(a, b):
    """a @ b.T"""
    return [[dot(row, column) for column in b] for row in a]


def matmul(a, b):
    return matmul_transposed(a, transpose(b))


def transposed_matmul(a, b):
    """a.T @ b"""
    return matmul_transposed(transpose(a), transpose(b))


def add(a, b):
    return [[x + y for x, y in zip(row_a, row_b)] for row_a, row_b in zip(a, b)]


def multiply(a, b):
    return [[x * y for x, y in zip(row_a, row_b)] for row_a, row_b in zip(a, b)]


def add_to_rows(x, row):
    return [[number + addend for number, addend in zip(numbers, row)] for numbers in x]


def multiply_rows(x, row):
    return [[number * factor for number, factor in zip(numbers, row)] for numbers in x]


def sum_of_rows(x):
    return [sum(column) for column in zip(*x)]


def embed(token_table, position_table, inputs):
    return [
        [x + y for x, y in zip(token_table[token], position_table[position])]
        for sequence in inputs
        for position, token in enumerate(sequence)
    ]


def embed_backward(gradient, token_table, position_table, inputs):
    tokens, positions = zeros_like(token_table), zeros_like(position_table)
    rows = iter(gradient)
    for sequence in inputs:
        for position, token in enumerate(sequence):
            row = next(rows)
            tokens[token] = [x + y for x, y in zip(tokens[token], row)]
            positions[position] = [x + y for x, y in zip(positions[position], row)]
    return tokens, positions


def normalise(x, epsilon):
    """Rows with mean 0 and variance 1, and 1 / standard deviation of each."""
    normalised, inverse_deviations = [], []
    for row in x:
        mean = sum(row) / len(row)
        centred = [number - mean for number in row]
        inverse_deviation = 1 / math.sqrt(dot(centred, centred) / len(row) + epsilon)
        normalised.append([number * inverse_deviation for number in centred])
        inverse_deviations.append(inverse_deviation)
    return normalised, inverse_deviations


def normalise_backward(gradient, normalised, inverse_deviations):
    result = []
    for row, normal, inverse_deviation in zip(gradient, normalised, inverse_deviations):
        mean = sum(row) / len(row)
        projection = dot(row, normal) / len(row)
        result.append([inverse_deviation * (g - mean - n * projection) for g, n in zip(row, normal)])
    return result


# GELU in the tanh form of GPT-2 ("gelu_new"): x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))).
GELU_SCALE = math.sqrt(2 / math.pi)


def gelu(x, tanh=math.tanh):
    return [
        [0.5 * number * (1 + tanh(GELU_SCALE * (number + 0.044715 * number**3))) for number in row] for row in x
    ]


def gelu_slope(x):
    tanh = math.tanh(GELU_SCALE * (x + 0.044715 * x * x * x))
    return 0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * GELU_SCALE * (1 + 3 * 0.044715 * x * x)


def gelu_backward(gradient, x):
    return [
        [g * gelu_slope(number) for g, number in zip(row_gradient, row)]
        for row_gradient, row in zip(gradient, x)
    ]


def softmax(row):
    largest = max(row)
    exponentials = [math.exp(number - largest) for number in row]
    total = sum(exponentials)
    return [number / total for number in exponentials]


def split_heads(qkv, sequences, heads):
    """Query, key and value of each head of each sequence: (query, key, value), ..."""
    length, width = len(qkv) // sequences, len(qkv[0]) // 3
    head_width = width // heads
    for sequence in range(sequences):
        rows = qkv[sequence * length : (sequence + 1) * length]
        for head in range(heads):
            starts = [part * width + head * head_width for part in range(3)]
            yield [[row[start : start + head_width] for row in rows] for start in starts]


def join_heads(blocks, sequences, heads):
    """The reverse of a split: the blocks of a sequence side by side, the sequences below one another."""
    rows = []
    for sequence in range(sequences):
        of_sequence = blocks[sequence * heads : (sequence + 1) * heads]
        rows += [[number for part in parts for number in part] for parts in zip(*of_sequence)]
    return rows


def attention(qkv, sequences, heads):
    """Causal self-attention within each sequence: its output and the attention probabilities."""
    outputs, all_probabilities = [], []
    for query, key, value in split_heads(qkv, sequences, heads):
        scale = len(query[0]) ** -0.5
        probabilities = []
        for position, row in enumerate(query):
            visible = softmax([scale * dot(row, other) for other in key[: position + 1]])
            probabilities.append(visible + [0.0] * (len(query) - len(visible)))
        outputs.append(matmul(probabilities, value))
        all_probabilities.append(probabilities)
    return join_heads(outputs, sequences, heads), all_probabilities


def attention_backward(gradient, qkv, all_probabilities, sequences, heads):
    length, head_width = len(gradient) // sequences, len(gradient[0]) // heads
    queries, keys, values_ = [], [], []
    for index, (query, key, value) in enumerate(split_heads(qkv, sequences, heads)):
        scale = head_width**-0.5
        probabilities = all_probabilities[index]
        start, column = index // heads * length, index % heads * head_width
        by_output = [row[column : column + head_width] for row in gradient[start : start + length]]
        by_score = []
        for row, row_probabilities in zip(by_output, probabilities):
            by_probability = [dot(row, other) for other in value]
            mean = dot(by_probability, row_probabilities)
            by_score.append([scale * p * (g - mean) for p, g in zip(row_probabilities, by_probability)])
        queries.append(matmul(by_score, key))
        keys.append(transposed_matmul(by_score, query))
        values_.append(transposed_matmul(probabilities, by_output))
    parts = [join_heads(blocks, sequences, heads) for blocks in (queries, keys, values_)]
    return [query + key + value for query, key, value in zip(*parts)]


def cross_entropy(logits, targets):
    """The mean loss, and its gradient by the logits."""
    loss, gradient = 0.0, []
    for row, target in zip(logits, targets):
        probabilities = softmax(row)
        loss -= math.log(max(probabilities[target], 1e-300))
        probabilities[target] -= 1
        gradient.append([number / len(targets) for number in probabilities])
    return loss / len(targets), gradient


def adam_update(parameter, gradient, first, second, beta_1, beta_2, rate, second_correction, epsilon):
    if isinstance(parameter[0], list):
        for rows in zip(parameter, gradient, first, second):
            adam_update(*rows, beta_1, beta_2, rate, second_correction, epsilon)
        return
    sqrt = math.sqrt
    first[:] = [beta_1 * m + (1 - beta_1) * g for m, g in zip(first, gradient)]
    second[:] = [beta_2 * v + (1 - beta_2) * g * g for v, g in zip(second, gradient)]
    parameter[:] = [
        p - rate * m / (sqrt(v / second_correction) + epsilon) for p, m, v in zip(parameter, first, second)
    ]
