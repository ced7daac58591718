pytest tests/ -k "train or fit" --maxfail 1
python -m unittest discover -s tests
ruff check train.py && mypy train.py
