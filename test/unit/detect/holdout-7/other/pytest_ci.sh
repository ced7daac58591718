set -ex
ruff check train/ tests/
python -m pytest tests/test_train_loop.py -x -q
python -m mypy src/training
