import sagemaker
from sagemaker.pytorch import PyTorch
est = PyTorch(entry_point='train.py', role='r', instance_type='ml.p4d.24xlarge', instance_count=2, framework_version='2.1', hyperparameters={'epochs': 3})
print(est.hyperparameters())
