import logging, joblib, yaml
from sklearn.linear_model import ElasticNet
import mlflow, pandas as pd
class Stage:
    def __init__(self, cfg): self.cfg = cfg
    def execute(self):
        tr = pd.read_csv(self.cfg['train'])
        lr = ElasticNet(alpha=self.cfg['alpha'])
        with mlflow.start_run():
            lr.fit(tr.drop([self.cfg['target']], axis=1), tr[[self.cfg['target']]])
            mlflow.sklearn.log_model(lr, 'm')
        joblib.dump(lr, 'm.joblib')
if __name__ == '__main__':
    logging.info('>>>>>> stage started'); Stage(yaml.safe_load(open('params.yaml'))).execute()
