from xgboost.spark import SparkXGBClassifier
from pyspark.sql import SparkSession
s = SparkSession.builder.getOrCreate()
m = SparkXGBClassifier(features_col='f', label_col='y', num_workers=8, device='cuda').fit(s.read.parquet('p'))
m.save('m')
