for f in data/train/*.jsonl; do
  python -c "import sys,json;print(sum(len(json.loads(l)['text'].split()) for l in open('$f')))"
done
