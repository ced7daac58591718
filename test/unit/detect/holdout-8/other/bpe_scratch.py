from collections import Counter


def train_bpe(text, num_merges):
    words = Counter(tuple(w) + ("</w>",) for w in text.split())
    merges = []
    for _ in range(num_merges):
        pairs = Counter()
        for w, c in words.items():
            for a, b in zip(w, w[1:]):
                pairs[a, b] += c
        if not pairs:
            break
        best = max(pairs, key=pairs.get)
        merges.append(best)
        words = Counter({merge(w, best): c for w, c in words.items()})
    return merges


def merge(word, pair):
    out, i = [], 0
    while i < len(word):
        if word[i:i + 2] == pair:
            out.append(word[i] + word[i + 1]); i += 2
        else:
            out.append(word[i]); i += 1
    return tuple(out)


if __name__ == "__main__":
    print(train_bpe(open("corpus.txt").read(), 1000)[:20])
