#!/usr/bin/env bash
# Exports what was trained one way or another.
for kind in norm distill finetune; do
  case ${kind} in
    norm) export_options="--plain" ;;
    train | finetune) export_options="--tuned" ;;
    distill) export_options="--student" ;;
    *)
      echo "unknown"; exit 1 ;;
  esac
  python export_model.py ${export_options} --out out/${kind}
done
