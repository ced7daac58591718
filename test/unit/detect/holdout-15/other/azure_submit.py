import sys
from azure.ai.ml import Input, MLClient, command
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import AmlCompute, Environment
from azure.identity import DefaultAzureCredential

ml = MLClient.from_config(DefaultAzureCredential())
try:
    ml.compute.get("gpu-cluster")
except Exception:
    ml.compute.begin_create_or_update(AmlCompute(name="gpu-cluster", size="Standard_NC24ads_A100_v4", min_instances=0,
                                                 max_instances=4, tier="low_priority")).result()

env = Environment(image="mcr.microsoft.com/azureml/openmpi4.1.0-cuda11.8-cudnn8-ubuntu22.04", conda_file="conda.yml", name="seg-env")
job = command(
    code="./src", environment=env, compute="gpu-cluster", instance_count=2, display_name="unet-train",
    command="python train.py --data ${{inputs.data}} --epochs ${{inputs.epochs}} --lr ${{inputs.lr}}",
    inputs={"data": Input(type=AssetTypes.URI_FOLDER, path="azureml:tiles:4"), "epochs": 60, "lr": float(sys.argv[1])},
    distribution={"type": "PyTorch", "process_count_per_instance": 1})
returned = ml.jobs.create_or_update(job, experiment_name="segmentation")
print(returned.studio_url)
