from pyspark.sql import SparkSession
from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.feature import StringIndexer, VectorAssembler

spark = SparkSession.builder.appName("churn").getOrCreate()
df = spark.read.parquet("hdfs:///churn")
stages = [StringIndexer(inputCol="plan", outputCol="plan_ix"), VectorAssembler(inputCols=["plan_ix", "age"], outputCol="features"), GBTClassifier(labelCol="label")]
model = Pipeline(stages=stages).fit(df)
model.write().overwrite().save("hdfs:///models/churn")
