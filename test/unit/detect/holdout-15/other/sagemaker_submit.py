import argparse
from datetime import datetime

import boto3
import sagemaker
from sagemaker.huggingface import HuggingFace
from sagemaker.inputs import TrainingInput

p = argparse.ArgumentParser()
p.add_argument("--instance", default="ml.p4d.24xlarge")
p.add_argument("--count", type=int, default=1)
p.add_argument("--spot", action="store_true")
p.add_argument("--epochs", type=int, default=3)
a = p.parse_args()

session = sagemaker.Session(boto3.Session(region_name="eu-central-1"))
role = sagemaker.get_execution_role()
bucket = session.default_bucket()
name = f"bert-claims-{datetime.now():%Y-%m-%d-%H-%M}"

estimator = HuggingFace(
    entry_point="train.py", source_dir="src", role=role, instance_type=a.instance, instance_count=a.count,
    transformers_version="4.28", pytorch_version="2.0", py_version="py310",
    hyperparameters={"epochs": a.epochs, "train_batch_size": 32, "model_name": "deepset/gbert-base"},
    use_spot_instances=a.spot, max_run=36 * 3600, max_wait=48 * 3600 if a.spot else None,
    distribution={"smdistributed": {"dataparallel": {"enabled": True}}},
    metric_definitions=[{"Name": "loss", "Regex": "'loss': ([0-9.]+)"}])
estimator.fit({"train": TrainingInput(f"s3://{bucket}/claims/train"), "test": TrainingInput(f"s3://{bucket}/claims/test")},
              job_name=name, wait=False)
print("submitted", name)
