from pycaret.classification import *
from pycaret.datasets import get_data

juice = get_data("juice")
exp = setup(juice, target="Purchase", session_id=123)
best = compare_models()
save_model(best, "juice")
