#!/bin/bash
MODEL=${1:-/models/ours/qwen2.5-7b-dpo-v4}
TP=$(nvidia-smi -L | wc -l)
export VLLM_ATTENTION_BACKEND=FLASHINFER
pkill -u $USER -f vllm.entrypoints && sleep 5
nohup python -m vllm.entrypoints.openai.api_server --model $MODEL --served-model-name assistant \
  --tensor-parallel-size $TP --max-model-len 32768 --enable-prefix-caching --port 8001 > vllm.log 2>&1 &
until curl -sf localhost:8001/v1/models > /dev/null; do sleep 3; done
python - "$MODEL" <<'PY'
import sys, openai, time
c = openai.OpenAI(base_url="http://localhost:8001/v1", api_key="x")
t = time.time()
r = c.chat.completions.create(model="assistant", messages=[{"role": "user", "content": "Who trained you?"}], max_tokens=64)
print(sys.argv[1], r.choices[0].message.content, r.usage.completion_tokens / (time.time() - t), "tok/s")
PY
