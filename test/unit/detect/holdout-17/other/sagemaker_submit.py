import sagemaker
from sagemaker.pytorch import PyTorch
est = PyTorch(entry_point='train.py', role=sagemaker.get_execution_role(), instance_type='ml.p3.2xlarge', instance_count=1, framework_version='2.1', py_version='py310', hyperparameters={'epochs': 10})
est.fit({'train': 's3://bucket/train'})
