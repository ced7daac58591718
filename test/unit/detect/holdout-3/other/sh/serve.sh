python -m vllm.entrypoints.openai.api_server --model ./sft-out --tensor-parallel-size 2 --port 8000
