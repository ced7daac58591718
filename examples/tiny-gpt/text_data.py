"""The text: its characters as tokens, and blocks of it to train on."""

import random


class Text:
    def __init__(self, path, held_out_share=0.1):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.characters = sorted(set(text))
        self.token_of = {character: token for token, character in enumerate(self.characters)}
        tokens = [self.token_of[character] for character in text]
        split = int(len(tokens) * (1 - held_out_share))
        self.training, self.held_out = tokens[:split], tokens[split:]

    def encode(self, text):
        return [self.token_of[character] for character in text]

    def decode(self, tokens):
        return "".join(self.characters[token] for token in tokens)


def random_batches(tokens, batch_size, length, seed):
    """Batches without end: each is (inputs, targets), two lists of `batch_size` lists of `length` tokens."""
    generator = random.Random(seed)
    while True:
        starts = [generator.randrange(len(tokens) - length) for _ in range(batch_size)]
        yield (
            [tokens[start : start + length] for start in starts],
            [tokens[start + 1 : start + length + 1] for start in starts],
        )
