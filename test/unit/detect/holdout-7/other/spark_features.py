from pyspark.ml.feature import StringIndexer, OneHotEncoder, VectorAssembler, StandardScaler
from pyspark.ml import Pipeline
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
df = spark.table("events")
pipe = Pipeline(stages=[StringIndexer(inputCol="c", outputCol="ci"), OneHotEncoder(inputCol="ci", outputCol="cv"), VectorAssembler(inputCols=["cv", "n"], outputCol="raw"), StandardScaler(inputCol="raw", outputCol="features")])
pipe.fit(df).transform(df).write.parquet("features")
