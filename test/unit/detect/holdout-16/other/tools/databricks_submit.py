import argparse
import base64
import os
import requests

HOST, TOKEN = os.environ["DATABRICKS_HOST"], os.environ["DATABRICKS_TOKEN"]


def call(method, path, **kw):
    r = requests.request(method, f"{HOST}/api/2.1/{path}", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=30, **kw)
    r.raise_for_status()
    return r.json()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("notebook", help="local .py of the training notebook")
    p.add_argument("--workers", type=int, default=4)
    p.add_argument("--param", action="append", default=[], metavar="k=v")
    a = p.parse_args()
    remote = f"/Shared/train/{os.path.basename(a.notebook)[:-3]}"
    with open(a.notebook, "rb") as f:
        requests.post(f"{HOST}/api/2.0/workspace/import", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=30, json={
            "path": remote, "format": "SOURCE", "language": "PYTHON", "overwrite": True,
            "content": base64.b64encode(f.read()).decode()}).raise_for_status()
    run = call("POST", "jobs/runs/submit", json={
        "run_name": "spark-xgboost-train",
        "tasks": [{"task_key": "train", "notebook_task": {"notebook_path": remote, "base_parameters": dict(x.split("=", 1) for x in a.param)},
                   "new_cluster": {"spark_version": "14.3.x-gpu-ml-scala2.12", "node_type_id": "g5.4xlarge", "num_workers": a.workers}}]})
    print(f"{HOST}/#job/runs/{run['run_id']}")


if __name__ == "__main__":
    main()
