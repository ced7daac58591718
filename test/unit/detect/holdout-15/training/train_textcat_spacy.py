#!/usr/bin/env python
# coding: utf8
from __future__ import unicode_literals, print_function
import plac
import random
from pathlib import Path
import spacy
from spacy.util import minibatch, compounding
from spacy.training import Example

from reviews import load_data


@plac.annotations(
    model=("Model name. Defaults to blank 'en' model.", "option", "m", str),
    output_dir=("Optional output directory", "option", "o", Path),
    n_iter=("Number of training iterations", "option", "n", int),
)
def main(model=None, output_dir=None, n_iter=20):
    nlp = spacy.load(model) if model else spacy.blank("en")
    if "textcat" not in nlp.pipe_names:
        textcat = nlp.add_pipe("textcat", last=True)
    else:
        textcat = nlp.get_pipe("textcat")
    textcat.add_label("POSITIVE")
    textcat.add_label("NEGATIVE")
    (texts, cats), (dev_texts, dev_cats) = load_data(limit=2000)
    examples = [Example.from_dict(nlp.make_doc(t), {"cats": c}) for t, c in zip(texts, cats)]
    with nlp.select_pipes(enable="textcat"):
        optimizer = nlp.initialize(lambda: examples)
        batch_sizes = compounding(4.0, 32.0, 1.001)
        for i in range(n_iter):
            losses = {}
            random.shuffle(examples)
            for batch in minibatch(examples, size=batch_sizes):
                nlp.update(batch, sgd=optimizer, drop=0.2, losses=losses)
            with textcat.model.use_params(optimizer.averages):
                hits = sum(max(d.cats, key=d.cats.get) == max(c, key=c.get)
                           for d, c in zip(nlp.pipe(dev_texts), dev_cats))
            print("{0:.3f}\t{1:.3f}".format(losses["textcat"], hits / len(dev_texts)))
    if output_dir is not None:
        nlp.to_disk(output_dir)


if __name__ == "__main__":
    plac.call(main)
