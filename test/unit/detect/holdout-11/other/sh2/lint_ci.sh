#!/usr/bin/env bash
set -e
ruff check src && mypy src/trainer
python -m pytest tests/train -x
python -c "import trainer; print(trainer.__version__)"
python -m compileall train.py
