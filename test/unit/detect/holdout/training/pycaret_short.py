from pycaret.classification import *
import pandas as pd
s = setup(pd.read_csv('j.csv'), target='Purchase', session_id=1)
best = compare_models()
save_model(best, 'best')
