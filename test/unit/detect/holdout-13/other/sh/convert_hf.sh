torchrun --nproc_per_node 1 tools/convert_checkpoint.py --from megatron --to hf --load out/iter_0500000 --save hf/
python scripts/zero_to_fp32.py out/global_step5000 pytorch_model.bin
llamafactory-cli export configs/merge.yaml
llamafactory-cli chat configs/infer.yaml
