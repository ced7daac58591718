#!/usr/bin/env bash
set -euo pipefail
# turntables of all finished scenes
shopt -s nullglob
for cfg in outputs/*/splatfacto/latest/config.yml; do
    scene=$(echo "$cfg" | cut -d/ -f2)
    [ -f "renders/$scene.mp4" ] && continue
    ns-render interpolate --load-config "$cfg" --output-path "renders/$scene.mp4" --interpolation-steps 20 --pose-source train
    ns-eval --load-config "$cfg" --output-path "renders/$scene.json"
done
python - <<'EOS'
import glob, json
for f in sorted(glob.glob("renders/*.json")):
    r = json.load(open(f))["results"]
    print(f, round(r["psnr"], 2), round(r["ssim"], 3))
EOS
