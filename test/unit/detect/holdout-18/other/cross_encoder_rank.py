from sentence_transformers import CrossEncoder
import json, sys

model = CrossEncoder("cross-encoder/ms-marco-MiniLM-L-6-v2", max_length=512)
for line in sys.stdin:
    q = json.loads(line)
    scores = model.predict([(q["query"], p) for p in q["passages"]])
    for p, s in sorted(zip(q["passages"], scores), key=lambda t: -t[1])[:10]:
        print(f"{s:.3f}\t{p[:80]}")
