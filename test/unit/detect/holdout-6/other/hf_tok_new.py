from transformers import AutoTokenizer
import sys

old = AutoTokenizer.from_pretrained("gpt2")
corpus = (open(f).read() for f in sys.argv[1:])
new = old.train_new_from_iterator(corpus, 52000)
new.save_pretrained("code-tokenizer")
