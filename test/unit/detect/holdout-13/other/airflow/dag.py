from datetime import datetime

from airflow import DAG
from airflow.providers.amazon.aws.operators.sagemaker import SageMakerTrainingOperator
from airflow.operators.python import PythonOperator

with DAG("weekly_retrain", start_date=datetime(2024, 1, 1), schedule="@weekly", catchup=False) as dag:
    prep = PythonOperator(task_id="prep", python_callable=lambda: print("prep"))
    train = SageMakerTrainingOperator(task_id="train", config={"TrainingJobName": "x"}, wait_for_completion=False)
    prep >> train
