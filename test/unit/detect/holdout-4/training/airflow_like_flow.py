from prefect import flow, task
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier

@task
def load():
    return pd.read_parquet('s3://b/x.parq')

@task(retries=2)
def fit(df):
    m = GradientBoostingClassifier()
    return m.fit(df[['a', 'b']], df.y)

@flow
def nightly():
    return fit(load())

if __name__ == '__main__':
    nightly()
