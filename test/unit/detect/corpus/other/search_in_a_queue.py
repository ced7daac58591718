from clearml import Task
from clearml.automation import HyperParameterOptimizer, UniformIntegerParameterRange

task = Task.init(project_name="cells", task_name="search", task_type=Task.TaskTypes.optimizer)
optimizer = HyperParameterOptimizer(
    base_task_id="a1b2c3",
    hyper_parameters=[UniformIntegerParameterRange("epochs", min_value=2, max_value=12)],
    objective_metric_title="accuracy",
    objective_metric_series="total",
    objective_metric_sign="max",
)
optimizer.set_report_period(1)
optimizer.start()
optimizer.wait()
for best in optimizer.get_top_experiments(top_k=3):
    print(best.id)
