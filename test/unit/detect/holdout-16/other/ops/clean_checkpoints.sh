#!/usr/bin/env bash
# frees space: keeps the best and the last checkpoint of each training run
shopt -s nullglob
ROOT=${1:-/scratch/$USER/train}
DRY=${DRY:-1}
freed=0
for run in "$ROOT"/*/; do
  mapfile -t cks < <(ls -dtr "$run"checkpoint-* 2>/dev/null)
  (( ${#cks[@]} > 2 )) || continue
  best=$(python3 -c "import json,sys;print(json.load(open(sys.argv[1]+'/trainer_state.json')).get('best_model_checkpoint') or '')" "${cks[-1]}" 2>/dev/null)
  for c in "${cks[@]:0:${#cks[@]}-1}"; do
    [[ "$(basename "$c")" == "$(basename "$best")" ]] && continue
    s=$(du -sm "$c" | cut -f1)
    freed=$((freed + s))
    if [[ $DRY == 1 ]]; then echo "would remove $c ($s MB)"; else rm -rf "$c"; fi
  done
done
echo "$freed MB"
