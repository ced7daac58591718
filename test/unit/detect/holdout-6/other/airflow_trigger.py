from airflow import DAG
from airflow.providers.amazon.aws.operators.sagemaker import SageMakerTrainingOperator
from datetime import datetime

with DAG("retrain_weekly", start_date=datetime(2024, 1, 1), schedule="@weekly") as dag:
    SageMakerTrainingOperator(task_id="train", config={"TrainingJobName": "weekly"}, wait_for_completion=False)
