#!/bin/bash
set -e
pip install -e '.[train,test]'
ruff check src && mypy src
pytest tests -k "trainer" --cov=src/train
