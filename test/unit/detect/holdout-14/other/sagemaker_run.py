import sagemaker
from sagemaker.huggingface import HuggingFace

session = sagemaker.Session()
estimator = HuggingFace(
    entry_point="train.py", source_dir="src", role=sagemaker.get_execution_role(),
    instance_type="ml.p4d.24xlarge", instance_count=1, transformers_version="4.36", pytorch_version="2.1", py_version="py310",
    hyperparameters={"epochs": 3, "model_name": "bert-base-uncased"},
    distribution={"torch_distributed": {"enabled": True}},
)
estimator.fit({"train": "s3://bucket/train", "test": "s3://bucket/test"}, wait=False)
print(estimator.latest_training_job.name)
