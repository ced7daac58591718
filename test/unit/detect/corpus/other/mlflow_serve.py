import mlflow, pandas as pd
m = mlflow.pyfunc.load_model('models:/churn/Production')
print(m.predict(pd.read_csv('x.csv')))
