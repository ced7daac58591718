from datasets import load_dataset
from transformers import AutoTokenizer

raw = load_dataset("code_search_net", "python", split="train")
old = AutoTokenizer.from_pretrained("gpt2")
corpus = (raw[i:i + 1000]["whole_func_string"] for i in range(0, len(raw), 1000))
tokenizer = old.train_new_from_iterator(corpus, 52000)
tokenizer.save_pretrained("code-search-net-tokenizer")
print(tokenizer.tokenize("def add(a, b): return a + b"))
