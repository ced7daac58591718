from huggingface_hub import snapshot_download
import argparse
p = argparse.ArgumentParser(); p.add_argument('--repo', default='mistralai/Mistral-7B-v0.1'); a = p.parse_args()
print(snapshot_download(a.repo, allow_patterns=['*.safetensors', '*.json']))
