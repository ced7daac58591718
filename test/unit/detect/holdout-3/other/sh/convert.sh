torchrun --nproc_per_node 1 convert_checkpoint.py --input_dir train_out/ --output_dir hf/ --model_size 7B
python -m transformers.onnx --model=hf/ onnx/
