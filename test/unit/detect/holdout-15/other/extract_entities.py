import argparse
import csv
import sys
import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Span

nlp = spacy.load("en_core_web_trf", exclude=["parser", "lemmatizer"])


@spacy.Language.component("drugs")
def drugs(doc):
    spans = [Span(doc, s, e, label="DRUG") for _, s, e in matcher(doc)]
    doc.ents = spacy.util.filter_spans(list(doc.ents) + spans)
    return doc


matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
with open("resources/drugs.txt") as f:
    matcher.add("DRUG", list(nlp.pipe(l.strip() for l in f if l.strip())))
nlp.add_pipe("drugs", last=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("files", nargs="+")
    p.add_argument("-n", "--processes", type=int, default=1)
    a = p.parse_args()
    w = csv.writer(sys.stdout)
    for path in a.files:
        with open(path) as f:
            for i, doc in enumerate(nlp.pipe(f, batch_size=32, n_process=a.processes)):
                for e in doc.ents:
                    w.writerow([path, i, e.text, e.label_, e.start_char, e.end_char])


if __name__ == "__main__":
    main()
