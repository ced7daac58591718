"""Trains a small GPT on Newton's Opticks: with PyTorch, else NumPy, else Python alone.

    python3 train.py                     about 75 seconds
    python3 train.py --steps 200         exactly 200 steps
"""

import argparse
import itertools
import math
import pathlib
import random
import signal
import sys
import time

from checkpoint import save_checkpoint
from gpt_config import ConfigError, count_parameters, initial_weights, read_config
from text_data import Text, random_batches

HERE = pathlib.Path(__file__).resolve().parent
SEED = 1730


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--steps", type=positive_int, help="train exactly this many steps")
    length.add_argument(
        "--seconds", type=positive_float, default=75.0, help="plan for about this long (default: %(default)s)"
    )
    parser.add_argument("--batch-size", type=positive_int, help="sequences a step (default: what suits the back end)")
    parser.add_argument("--learning-rate", type=positive_float, default=3e-3, help="peak (default: %(default)s)")
    parser.add_argument("--config", type=pathlib.Path, default=HERE / "config.json", help="the model's config.json")
    parser.add_argument("--out", type=pathlib.Path, help="folder to save the trained model in (default: not saved)")
    parser.add_argument(
        "--sample-length", type=int, default=240, help="characters to write at the end (default: %(default)s)"
    )
    parser.add_argument("--backend", choices=("auto", "torch", "numpy", "plain"), default="auto")
    return parser.parse_args()


def positive_int(text):
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value


def positive_float(text):
    value = float(text)
    if not 0 < value < math.inf:
        raise ValueError(text)
    return value


def choose_backend(wanted):
    if wanted != "auto":
        return wanted
    try:
        import torch  # noqa: F401

        return "torch"
    except ImportError:
        pass
    try:
        import numpy  # noqa: F401

        return "numpy"
    except ImportError:
        return "plain"


def build_model(backend, config):
    """The model, its optimizer, and the batch size that keeps the back end busy without making a step slow."""
    weights = initial_weights(config, SEED)
    if backend == "torch":
        from gpt_torch import GPT, Adam

        model = GPT(config, weights)
        return model, Adam(model), 32 if model.device.type == "cpu" else 128
    from gpt_by_hand import GPT, Adam

    if backend == "numpy":
        import arrays_numpy as arrays
    else:
        import arrays_plain as arrays
    model = GPT(config, weights, arrays)
    return model, Adam(model), 16 if backend == "numpy" else 1


def learning_rate(peak, step, total):
    """A short warm-up, then a cosine down to a tenth of the peak; level while the total is not planned yet."""
    progress = step / total if total else 0.0
    return peak * min(1.0, step / 10) * (0.55 + 0.45 * math.cos(math.pi * progress))


def train(model, optimizer, batches, tokens_a_step, arguments):
    """Trains and prints as it goes. Without --steps, the first steps are timed and the rest is planned from them."""
    total = arguments.steps
    losses = []
    first_step_ended = None
    started = printed_at = time.perf_counter()
    printed_step = 0
    for step in itertools.count(1):
        inputs, targets = next(batches)
        loss = model.forward(inputs, targets)
        model.backward()
        optimizer.step(learning_rate(arguments.learning_rate, step, total))
        losses.append(float(loss))

        now = time.perf_counter()
        if not math.isfinite(losses[-1]):
            raise ArithmeticError(f"the loss is {losses[-1]} at step {step}: try a lower --learning-rate")
        if total is None and first_step_ended is None:
            # The first step is not like the others: memory, kernels and caches are set up in it.
            first_step_ended = now
        elif total is None and now - first_step_ended > 0.03 * arguments.seconds:
            step_seconds = (now - first_step_ended) / (step - 1)
            total = step + max(0, round((arguments.seconds - (now - started)) / step_seconds))
        if total is not None and (step == total or printed_step == 0 or now - printed_at >= 1):
            rate = tokens_a_step * (step - printed_step) / (now - printed_at)
            mean_loss = sum(losses) / len(losses)
            print(f"step {step}/{total} | loss {mean_loss:.4f} | {in_thousands(rate)} tok/s", flush=True)
            losses.clear()
            printed_at, printed_step = now, step
        if step == total:
            break
        if arguments.steps is None and now - started > 1.25 * arguments.seconds:
            print(f"step {step}: {arguments.seconds:g} s are over, the machine has become slower than planned")
            break
    return now - started, step


def in_thousands(rate):
    return f"{rate / 1000:.1f}k" if rate >= 1000 else f"{rate:.0f}"


def held_out_loss(model, text, config, blocks):
    batches = random_batches(text.held_out, 1, config.n_positions, SEED)
    return sum(float(model.forward(*next(batches))) for _ in range(blocks)) / blocks


def sample(model, text, config, length, prompt="The Rays ", temperature=0.7, seconds=6):
    """Text that the model writes on from the prompt, until `length` characters or `seconds` are over."""
    generator = random.Random(SEED)
    tokens = text.encode(prompt)
    deadline = time.perf_counter() + seconds
    while len(tokens) < length and time.perf_counter() < deadline:
        logits = model.next_token_logits(tokens[-config.n_positions :])
        largest = max(logits)
        weights = [math.exp((logit - largest) / temperature) for logit in logits]
        tokens += generator.choices(range(len(weights)), weights)
    return text.decode(tokens)


def main():
    arguments = parse_arguments()
    config = read_config(arguments.config)
    text = Text(HERE / "opticks.txt")
    if config.vocab_size != len(text.characters):
        raise ConfigError(f"vocab_size is {config.vocab_size}, but the text has {len(text.characters)} characters")
    if config.n_positions >= len(text.held_out):
        raise ConfigError(f"n_positions must be under {len(text.held_out)}, the length of the held-out text")
    backend = choose_backend(arguments.backend)
    model, optimizer, batch_size = build_model(backend, config)
    batch_size = arguments.batch_size or batch_size
    plan = f"{arguments.steps} steps" if arguments.steps else f"about {arguments.seconds:g} s"
    print(f"tiny-gpt | {model.description}")
    print(
        f"{count_parameters(config):,} parameters | {config.n_layer} layers, {config.n_head} heads,"
        f" width {config.n_embd}, {config.n_positions} positions, {config.vocab_size} characters"
    )
    print(
        f"opticks.txt: {len(text.training):,} characters to train on, {len(text.held_out):,} held out"
        f" | batch {batch_size} x {config.n_positions} tokens | {plan}",
        flush=True,
    )
    batches = random_batches(text.training, batch_size, config.n_positions, SEED)
    tokens_a_step = batch_size * config.n_positions
    seconds, steps = train(model, optimizer, batches, tokens_a_step, arguments)
    print(f"trained {steps} steps, {steps * tokens_a_step:,} tokens in {seconds:.1f} s")
    print(f"held-out loss {held_out_loss(model, text, config, 8 if backend == 'plain' else 64):.4f}", flush=True)
    if arguments.out:
        print(f"saved {save_checkpoint(arguments.out, arguments.config, config, text.characters, model)}")
    if arguments.sample_length > 0:
        print(f"sample: {sample(model, text, config, arguments.sample_length)}", flush=True)


if __name__ == "__main__":
    # Started in the background by some launchers, Python would ignore Ctrl+C: make it an interrupt always.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdout.reconfigure(errors="replace")
    try:
        main()
    except KeyboardInterrupt:
        print("\ninterrupted", flush=True)
        sys.exit(130)
    except (ConfigError, ArithmeticError, OSError) as error:
        print(f"train.py: {error}", file=sys.stderr)
        sys.exit(1)
