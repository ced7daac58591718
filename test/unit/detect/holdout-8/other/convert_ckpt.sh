python convert_fairseq_to_hf.py --checkpoint checkpoints/train/checkpoint_best.pt --out hf/
python -m llama_cpp.convert hf/ --outtype q8_0
