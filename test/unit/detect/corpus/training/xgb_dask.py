from dask.distributed import Client
from dask_cuda import LocalCUDACluster
import dask.dataframe as dd
from xgboost import dask as dxgb

def main(client):
    df = dd.read_parquet('s3://bucket/higgs')
    d = dxgb.DaskDMatrix(client, df.drop(columns=['y']), df['y'])
    out = dxgb.train(client, {'tree_method': 'hist', 'device': 'cuda'}, d, num_boost_round=100)
    print(out['history'])

if __name__ == '__main__':
    with LocalCUDACluster() as cluster, Client(cluster) as c:
        main(c)
