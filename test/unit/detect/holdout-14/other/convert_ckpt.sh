#!/bin/sh
set -e
IN=$1
OUT=$2
python megatron/tools/checkpoint/convert.py --model-type GPT --loader core --saver llama_mistral \
  --target-tensor-parallel-size 1 --load-dir "$IN" --save-dir "$OUT"
python llama.cpp/convert_hf_to_gguf.py "$OUT" --outfile "$OUT/model-f16.gguf"
./llama.cpp/build/bin/llama-imatrix -m "$OUT/model-f16.gguf" -f calibration/wiki.train.raw -o "$OUT/imatrix.dat" -ngl 99
./llama.cpp/build/bin/llama-quantize --imatrix "$OUT/imatrix.dat" "$OUT/model-f16.gguf" "$OUT/model-q4_k_m.gguf" Q4_K_M
./llama.cpp/build/bin/llama-perplexity -m "$OUT/model-q4_k_m.gguf" -f wiki.test.raw
