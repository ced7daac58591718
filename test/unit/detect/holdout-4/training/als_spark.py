from pyspark.sql import SparkSession
from pyspark.ml.recommendation import ALS
from pyspark.ml.evaluation import RegressionEvaluator
spark = SparkSession.builder.appName('als').getOrCreate()
r = spark.read.csv('ratings.csv', header=True, inferSchema=True)
(tr, te) = r.randomSplit([.8, .2])
als = ALS(maxIter=10, regParam=.1, userCol='userId', itemCol='movieId', ratingCol='rating', coldStartStrategy='drop')
m = als.fit(tr)
print(RegressionEvaluator(metricName='rmse', labelCol='rating').evaluate(m.transform(te)))
