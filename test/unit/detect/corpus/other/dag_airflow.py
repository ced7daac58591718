from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator
import pendulum
with DAG('train_daily', start_date=pendulum.datetime(2024, 1, 1), schedule='@daily') as dag:
    prep = BashOperator(task_id='prep', bash_command='python prep.py')
    train = BashOperator(task_id='train', bash_command='python train.py --date {{ ds }}')
    prep >> train
