python -m pytest -q tests/training && python train.py --version
for f in train_*.py; do python -m py_compile $f; done
