import sagemaker
from sagemaker.huggingface import HuggingFace

est = HuggingFace(
    entry_point="train.py",
    source_dir="./scripts",
    instance_type="ml.p4d.24xlarge",
    instance_count=1,
    role=sagemaker.get_execution_role(),
    transformers_version="4.36",
    pytorch_version="2.1",
    py_version="py310",
    hyperparameters={"epochs": 3},
)
print(est.hyperparameters())
