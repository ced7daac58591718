import mlflow
from mlflow.tracking import MlflowClient

client = MlflowClient()
best = client.search_runs(["3"], order_by=["metrics.val_rmse ASC"])[0]
mlflow.register_model(f"runs:/{best.info.run_id}/model", "tips")
