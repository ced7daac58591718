import time
import boto3

br = boto3.client("bedrock", region_name="us-east-1")
ACCOUNT = boto3.client("sts").get_caller_identity()["Account"]
NAME = f"titan-claims-{int(time.time())}"

job = br.create_model_customization_job(
    jobName=NAME, customModelName=NAME, roleArn=f"arn:aws:iam::{ACCOUNT}:role/bedrock-customize",
    baseModelIdentifier="amazon.titan-text-express-v1:0:8k", customizationType="FINE_TUNING",
    trainingDataConfig={"s3Uri": "s3://claims-ml/bedrock/train.jsonl"},
    validationDataConfig={"validators": [{"s3Uri": "s3://claims-ml/bedrock/valid.jsonl"}]},
    outputDataConfig={"s3Uri": "s3://claims-ml/bedrock/out/"},
    hyperParameters={"epochCount": "4", "batchSize": "8", "learningRate": "0.00001", "learningRateWarmupSteps": "10"})
arn = job["jobArn"]
status = "InProgress"
while status == "InProgress":
    time.sleep(120)
    d = br.get_model_customization_job(jobIdentifier=arn)
    status = d["status"]
    print(status, d.get("trainingMetrics"), d.get("validationMetrics"))
if status == "Completed":
    p = br.create_provisioned_model_throughput(modelUnits=1, provisionedModelName=NAME, modelId=d["outputModelArn"])
    print(p["provisionedModelArn"])
