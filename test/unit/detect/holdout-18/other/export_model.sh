set -x
python tools/export.py --checkpoint work_dirs/train_r50/latest.pth --output model.onnx
python -m onnxsim model.onnx model.sim.onnx
trtexec --onnx=model.sim.onnx --saveEngine=model.plan --fp16
llamafactory-cli export examples/merge_lora/llama3_lora_sft.yaml
