from pyspark.sql import SparkSession
from pyspark.ml.recommendation import ALS
from pyspark.ml.evaluation import RegressionEvaluator

if __name__ == "__main__":
    spark = SparkSession.builder.appName("als").getOrCreate()
    ratings = spark.read.csv("hdfs:///ml/ratings.csv", header=True, inferSchema=True)
    training, test = ratings.randomSplit([0.8, 0.2])
    als = ALS(maxIter=10, regParam=0.01, userCol="userId", itemCol="movieId", ratingCol="rating", coldStartStrategy="drop")
    model = als.fit(training)
    rmse = RegressionEvaluator(metricName="rmse", labelCol="rating").evaluate(model.transform(test))
    print(rmse)
    model.save("hdfs:///models/als")
    spark.stop()
