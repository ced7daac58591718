from dask.distributed import Client
from dask_cuda import LocalCUDACluster
import dask.dataframe as dd
import xgboost as xgb


def using_dask_matrix(client: Client) -> None:
    df = dd.read_parquet("s3://bucket/clicks/")
    dtrain = xgb.dask.DaskDMatrix(client, df.drop(columns="y"), df["y"])
    out = xgb.dask.train(client, {"tree_method": "hist", "device": "cuda", "objective": "binary:logistic"}, dtrain, num_boost_round=500, evals=[(dtrain, "train")])
    out["booster"].save_model("clicks.ubj")


if __name__ == "__main__":
    with LocalCUDACluster() as cluster, Client(cluster) as client:
        using_dask_matrix(client)
