import sys
import gzip
from flair.data import Sentence
from flair.models import MultiTagger
from flair.splitter import SegtokSentenceSplitter
from flair.nn import Classifier
import flair
import torch

flair.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
tagger = MultiTagger.load(["ner-ontonotes-large", "pos-fast"]) if "--multi" in sys.argv else Classifier.load("resources/taggers/hu-ner/best-model.pt")
splitter = SegtokSentenceSplitter()
files = [a for a in sys.argv[1:] if not a.startswith("-")]
for path in files:
    with gzip.open(path, "rt", encoding="utf8") as f, gzip.open(path.replace(".txt", ".conll"), "wt", encoding="utf8") as out:
        buf = []
        for line in f:
            buf += splitter.split(line.strip())
            if len(buf) < 256:
                continue
            tagger.predict(buf, mini_batch_size=64)
            for s in buf:
                for t in s:
                    out.write("\t".join([t.text] + [l.value for l in t.labels]) + "\n")
                out.write("\n")
            buf = []
        if buf:
            tagger.predict(buf)
            for s in buf:
                out.write(s.to_tagged_string() + "\n")
