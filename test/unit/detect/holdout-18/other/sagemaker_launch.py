import sagemaker
from sagemaker.pytorch import PyTorch

role = sagemaker.get_execution_role()
est = PyTorch(entry_point="train.py", source_dir="src", role=role, instance_count=2, instance_type="ml.p4d.24xlarge",
              framework_version="2.1", py_version="py310", hyperparameters={"epochs": 10, "lr": 3e-4},
              distribution={"torch_distributed": {"enabled": True}})
est.fit({"training": "s3://bucket/train", "validation": "s3://bucket/val"}, wait=False)
print(est.latest_training_job.name)
