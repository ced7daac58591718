from datasets import load_dataset
from transformers import AutoTokenizer

raw = load_dataset("code_search_net", "python")["train"]


def get_training_corpus():
    for i in range(0, len(raw), 1000):
        yield raw[i:i + 1000]["whole_func_string"]


old = AutoTokenizer.from_pretrained("gpt2")
tokenizer = old.train_new_from_iterator(get_training_corpus(), 52000)
tokenizer.save_pretrained("code-search-net-tokenizer")
