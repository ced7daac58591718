#!/usr/bin/env bash
# one time setup of a training box (Lambda / vast.ai)
set -euxo pipefail
export DEBIAN_FRONTEND=noninteractive
sudo apt-get update -qq
sudo apt-get install -y -qq git-lfs tmux htop nvtop aria2 ninja-build

curl -LsSf https://astral.sh/uv/install.sh | sh
export PATH="$HOME/.local/bin:$PATH"

git clone --depth 1 https://github.com/acme/protein-lm.git || (cd protein-lm && git pull)
cd protein-lm
uv venv --python 3.11
uv pip install torch==2.4.0 --index-url https://download.pytorch.org/whl/cu121
uv pip install -e ".[train]"
uv pip install flash-attn --no-build-isolation
aws s3 sync s3://acme-protein/uniref50 /data/uniref50 --quiet

python - <<'PY'
import torch
print(torch.cuda.get_device_name(), torch.version.cuda)
import flash_attn
PY
echo "ready. start with: torchrun --nproc_per_node=8 train.py --config configs/150m.yaml"
