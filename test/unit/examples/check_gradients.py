"""The sample's backward pass against numerical derivatives, and its back ends against one another."""

import importlib.util
import pathlib
import sys
import unittest

SAMPLE = pathlib.Path(__file__).resolve().parents[3] / "examples" / "tiny-gpt"
sys.path.insert(0, str(SAMPLE))
sys.dont_write_bytecode = True

import arrays_plain  # noqa: E402
import gpt_by_hand  # noqa: E402
from gpt_config import GPTConfig, initial_weights, parameter_shapes  # noqa: E402
from text_data import random_batches  # noqa: E402

has_numpy = importlib.util.find_spec("numpy") is not None
has_torch = importlib.util.find_spec("torch") is not None


def small_config(tied):
    return GPTConfig(
        n_layer=2, n_head=2, n_embd=8, n_inner=12, n_positions=6, vocab_size=7,
        layer_norm_epsilon=1e-5, initializer_range=0.4, tie_word_embeddings=tied,
    )  # fmt: skip


def batches(config):
    return random_batches([(3 * i + i // 9) % config.vocab_size for i in range(200)], 3, 5, seed=3)


class Gradients(unittest.TestCase):
    def check_numerically(self, tied):
        config = small_config(tied)
        weights = initial_weights(config, seed=1)
        for number, (name, flat) in enumerate(weights.items()):
            # Biases of 0 and gains of 1 would hide errors: move them off.
            if name.endswith("bias") or ".ln_" in "." + name:
                weights[name] = [value + 0.1 * ((i + number) % 5 - 2) for i, value in enumerate(flat)]
        model = gpt_by_hand.GPT(config, weights, arrays_plain)
        inputs, targets = next(batches(config))
        model.forward(inputs, targets)
        model.backward()
        gradients = {name: arrays_plain.values(gradient) for name, gradient in model.gradients.items()}
        self.assertEqual(set(gradients), set(parameter_shapes(config)))
        step = 1e-5
        for name, flat in weights.items():
            for index in range(0, len(flat), max(1, len(flat) // 5)):
                losses = []
                for sign in (1, -1):
                    moved = dict(weights)
                    moved[name] = flat[:index] + [flat[index] + sign * step] + flat[index + 1 :]
                    losses.append(gpt_by_hand.GPT(config, moved, arrays_plain).forward(inputs, targets))
                numerical = (losses[0] - losses[1]) / (2 * step)
                self.assertAlmostEqual(gradients[name][index], numerical, delta=1e-7 + 1e-5 * abs(numerical))

    def test_plain_tied(self):
        self.check_numerically(tied=True)

    def test_plain_untied(self):
        self.check_numerically(tied=False)

    @unittest.skipUnless(has_numpy, "NumPy is not installed")
    def test_numpy_equals_plain(self):
        import arrays_numpy
        import numpy

        config = small_config(tied=True)
        weights = initial_weights(config, seed=1)
        plain = gpt_by_hand.GPT(config, weights, arrays_plain)
        fast = gpt_by_hand.GPT(config, weights, arrays_numpy)
        fast.parameters = {
            name: numpy.array(weights[name], dtype=numpy.float64).reshape(shape)
            for name, shape in parameter_shapes(config).items()
        }
        inputs, targets = next(batches(config))
        self.assertAlmostEqual(plain.forward(inputs, targets), fast.forward(inputs, targets), delta=1e-12)
        plain.backward()
        fast.backward()
        for name in weights:
            for a, b in zip(arrays_plain.values(plain.gradients[name]), arrays_numpy.values(fast.gradients[name])):
                self.assertAlmostEqual(a, b, delta=1e-12)


class Training(unittest.TestCase):
    def losses(self, build, steps=20):
        config = small_config(tied=True)
        model, optimizer = build(config, initial_weights(config, seed=1))
        result = []
        for _, (inputs, targets) in zip(range(steps), batches(config)):
            result.append(float(model.forward(inputs, targets)))
            model.backward()
            optimizer.step(1e-2)
        return result

    def plain(self):
        def build(config, weights):
            model = gpt_by_hand.GPT(config, weights, arrays_plain)
            return model, gpt_by_hand.Adam(model)

        return self.losses(build)

    def assert_close(self, losses, expected):
        for a, b in zip(losses, expected):
            self.assertAlmostEqual(a, b, delta=1e-3)

    def test_plain_learns(self):
        losses = self.plain()
        self.assertLess(sum(losses[-5:]), 0.7 * sum(losses[:5]))

    @unittest.skipUnless(has_numpy, "NumPy is not installed")
    def test_numpy_follows_plain(self):
        import arrays_numpy

        def build(config, weights):
            model = gpt_by_hand.GPT(config, weights, arrays_numpy)
            return model, gpt_by_hand.Adam(model)

        self.assert_close(self.losses(build), self.plain())

    @unittest.skipUnless(has_torch, "PyTorch is not installed")
    def test_torch_follows_plain(self):
        import gpt_torch

        def build(config, weights):
            model = gpt_torch.GPT(config, weights, device="cpu")
            return model, gpt_torch.Adam(model)

        self.assert_close(self.losses(build), self.plain())


if __name__ == "__main__":
    unittest.main()
