import sagemaker
from sagemaker.pytorch import PyTorch

role = sagemaker.get_execution_role()
est = PyTorch(entry_point="train.py", source_dir="src", role=role, framework_version="2.1", py_version="py310", instance_count=2,
              instance_type="ml.p4d.24xlarge", hyperparameters={"epochs": 3, "lr": 2e-5}, distribution={"torch_distributed": {"enabled": True}})
est.fit({"train": "s3://bucket/train", "val": "s3://bucket/val"}, wait=False)
