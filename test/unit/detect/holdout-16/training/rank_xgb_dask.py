import argparse
import logging
import os
import dask.dataframe as dd
import xgboost as xgb
from dask.distributed import Client
from dask_cuda import LocalCUDACluster

log = logging.getLogger(__name__)


def features(df):
    return [c for c in df.columns if c.startswith("f_")]


def main(args):
    with LocalCUDACluster(n_workers=args.gpus) as cluster, Client(cluster) as client:
        df = dd.read_parquet(args.train).sort_values("query")
        valid = dd.read_parquet(args.valid).sort_values("query")
        cols = features(df)
        dtrain = xgb.dask.DaskQuantileDMatrix(client, df[cols], df["grade"], qid=df["query"])
        dvalid = xgb.dask.DaskDMatrix(client, valid[cols], valid["grade"], qid=valid["query"])
        result = xgb.dask.train(client, {"objective": "rank:ndcg", "eval_metric": "ndcg@10", "tree_method": "hist", "device": "cuda",
                                         "eta": args.eta, "max_depth": args.depth, "lambdarank_pair_method": "topk"},
                                dtrain, num_boost_round=args.rounds, evals=[(dvalid, "valid")], early_stopping_rounds=50)
        booster = result["booster"]
        log.info("best ndcg@10 %.4f", max(result["history"]["valid"]["ndcg@10"]))
        booster.save_model(os.path.join(args.out, "ranker.ubj"))
        pred = xgb.dask.predict(client, booster, dvalid)
        print(pred.compute()[:10])


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    ap = argparse.ArgumentParser()
    ap.add_argument("--train", default="s3://search/ltr/train/*.parquet")
    ap.add_argument("--valid", default="s3://search/ltr/valid/*.parquet")
    ap.add_argument("--rounds", type=int, default=2000)
    ap.add_argument("--eta", type=float, default=0.1)
    ap.add_argument("--depth", type=int, default=8)
    ap.add_argument("--gpus", type=int, default=4)
    ap.add_argument("--out", default=".")
    main(ap.parse_args())
