#!/bin/bash
set -e
case "$1" in
  data) python -m lab.prepare ;;
  train) python -m lab.main --mode train --config "${2:-base.yaml}" ;;
  eval) python -m lab.main --mode eval ;;
  *) echo "usage: $0 data|train|eval"; exit 2 ;;
esac
