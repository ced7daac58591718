python -m vllm.entrypoints.openai.api_server --model out/sft --tensor-parallel-size 2
