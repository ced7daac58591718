from kfp import compiler, dsl


@dsl.component(base_image="python:3.11", packages_to_install=["scikit-learn", "pandas"])
def train(data: dsl.Input[dsl.Dataset], model: dsl.Output[dsl.Model]):
    import joblib
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    df = pd.read_csv(data.path)
    joblib.dump(LogisticRegression().fit(df.iloc[:, :-1], df.iloc[:, -1]), model.path)


@dsl.pipeline(name="train-pipeline")
def pipeline(uri: str):
    imp = dsl.importer(artifact_uri=uri, artifact_class=dsl.Dataset)
    train(data=imp.output)


compiler.Compiler().compile(pipeline, "pipeline.yaml")
