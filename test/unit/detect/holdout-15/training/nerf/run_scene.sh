#!/usr/bin/env bash
# phone video -> splats
set -euo pipefail
VIDEO=$1
NAME=$(basename "${VIDEO%.*}")
DATA=data/$NAME
METHOD=${2:-splatfacto}

command -v ns-process-data >/dev/null || { echo "activate the nerfstudio env first" >&2; exit 1; }
if [ ! -f "$DATA/transforms.json" ]; then
    ns-process-data video --data "$VIDEO" --output-dir "$DATA" --num-frames-target 300
fi
ns-train "$METHOD" --data "$DATA" --max-num-iterations 30000 --viewer.quit-on-train-completion True \
    --output-dir outputs --experiment-name "$NAME" --timestamp latest
ns-export gaussian-splat --load-config "outputs/$NAME/$METHOD/latest/config.yml" --output-dir "exports/$NAME"
