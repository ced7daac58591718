import spacy
from spacy.tokens import DocBin
from spacy.training import Example
from spacy.scorer import Scorer
import srsly, typer


def main(model: str, gold: str, texts: str):
    nlp = spacy.load(model)
    docs = DocBin().from_disk(gold).get_docs(nlp.vocab)
    examples = [Example(nlp(d.text), d) for d in docs]
    print(Scorer().score(examples)["ents_f"])
    print(nlp.evaluate(examples)["ents_per_type"])
    for doc in nlp.pipe((r["text"] for r in srsly.read_jsonl(texts)), batch_size=64):
        print([(e.text, e.label_) for e in doc.ents])


if __name__ == "__main__":
    typer.run(main)
