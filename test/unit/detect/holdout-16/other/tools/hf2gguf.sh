#!/bin/bash
# fine-tuned HF checkpoint -> gguf, several quantisations
set -euo pipefail
SRC=${1:?usage: $0 checkpoint-dir [name]}
NAME=${2:-$(basename "$SRC")}
LLAMA=${LLAMA_CPP:-$HOME/src/llama.cpp}
OUT=${OUT:-$HOME/gguf}
TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT

if [[ -f $SRC/adapter_config.json ]]; then
  echo "this is an adapter, merge it first: axolotl merge-lora ..." >&2
  exit 2
fi
rm -f "$SRC"/optimizer.pt "$SRC"/scheduler.pt "$SRC"/rng_state_*.pth
python "$LLAMA/convert_hf_to_gguf.py" "$SRC" --outtype f16 --outfile "$TMP/$NAME-f16.gguf"
[ -f calib.txt ] && "$LLAMA/build/bin/llama-imatrix" -m "$TMP/$NAME-f16.gguf" -f calib.txt -o "$TMP/imatrix.dat" -ngl 99
for q in Q4_K_M Q5_K_M Q8_0; do
  "$LLAMA/build/bin/llama-quantize" ${CALIB:+--imatrix "$TMP/imatrix.dat"} "$TMP/$NAME-f16.gguf" "$OUT/$NAME-$q.gguf" $q
  "$LLAMA/build/bin/llama-perplexity" -m "$OUT/$NAME-$q.gguf" -f wiki.test.raw --chunks 50 -ngl 99 2>&1 | tail -1 | tee -a "$OUT/ppl.txt"
done
