CKPT ?= best.pt

eval:
	python -m src.evaluate --ckpt $(CKPT)

predict: eval
	torchrun --nproc_per_node=2 src/predict.py --ckpt $(CKPT)

export:
	optimum-cli export onnx --model gpt2 out/

.PHONY: eval predict export
