from pyspark.sql import SparkSession
from pyspark.ml.classification import RandomForestClassifier
from pyspark.ml.feature import VectorAssembler
from pyspark.ml import Pipeline
spark = SparkSession.builder.getOrCreate()
df = spark.read.parquet('s3a://x')
model = Pipeline(stages=[VectorAssembler(inputCols=['a', 'b'], outputCol='features'), RandomForestClassifier(labelCol='y')]).fit(df)
model.write().overwrite().save('s3a://m')
