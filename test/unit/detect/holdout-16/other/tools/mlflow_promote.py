import argparse
import sys
import mlflow
from mlflow.tracking import MlflowClient


def best_run(client, experiment, metric):
    exp = client.get_experiment_by_name(experiment) or sys.exit(f"no experiment {experiment}")
    runs = client.search_runs([exp.experiment_id], "attributes.status = 'FINISHED' and tags.candidate = 'yes'",
                              order_by=[f"metrics.{metric} DESC"], max_results=1)
    return runs[0] if runs else sys.exit("no finished training run")


def main():
    p = argparse.ArgumentParser(description="Promote the best training run to production")
    p.add_argument("--experiment", default="churn")
    p.add_argument("--model", default="churn-catboost")
    p.add_argument("--metric", default="ap")
    p.add_argument("--min-gain", type=float, default=0.002)
    p.add_argument("--yes", action="store_true")
    a = p.parse_args()
    c = MlflowClient()
    run = best_run(c, a.experiment, a.metric)
    new = run.data.metrics[a.metric]
    prod = c.get_latest_versions(a.model, ["Production"])
    old = c.get_run(prod[0].run_id).data.metrics.get(a.metric, 0) if prod else 0
    print(f"candidate {run.info.run_id[:8]} {a.metric}={new:.4f} (params {run.data.params}), production {old:.4f}")
    if new < old + a.min_gain:
        print("not better")
        return 1
    if not a.yes and input("promote? ") != "y":
        return 1
    v = mlflow.register_model(f"runs:/{run.info.run_id}/model", a.model)
    c.transition_model_version_stage(a.model, v.version, "Production", archive_existing_versions=True)
    c.set_model_version_tag(a.model, v.version, "git", run.data.tags.get("mlflow.source.git.commit", "?"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
