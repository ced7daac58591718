huggingface-cli download meta-llama/Llama-3.2-1B
axolotl preprocess qlora.yml
accelerate launch -m axolotl.cli.train qlora.yml
