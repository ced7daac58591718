from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--events", default="s3a://lake/events/")
parser.add_argument("--cutoff", required=True)
parser.add_argument("--out", default="s3a://lake/ml/train_features/")
args = parser.parse_args()

spark = SparkSession.builder.appName("train-features").config("spark.sql.shuffle.partitions", 800).getOrCreate()
ev = spark.read.parquet(args.events).where(F.col("ts") < args.cutoff)
w = Window.partitionBy("user_id").orderBy("ts")
sess = (ev.withColumn("gap", F.col("ts").cast("long") - F.lag("ts").over(w).cast("long"))
          .withColumn("new", (F.coalesce("gap", F.lit(1e9)) > 1800).cast("int"))
          .withColumn("session", F.sum("new").over(w)))
feats = (sess.groupBy("user_id").agg(
    F.countDistinct("session").alias("sessions"), F.count("*").alias("events"),
    F.avg((F.col("type") == "purchase").cast("int")).alias("buy_rate"),
    F.expr("percentile_approx(price, 0.5)").alias("median_price"),
    F.max("ts").alias("last_seen"))
    .withColumn("recency_days", F.datediff(F.lit(args.cutoff), "last_seen")))
label = (spark.read.parquet(args.events).where((F.col("ts") >= args.cutoff) & (F.col("type") == "purchase"))
         .select("user_id").distinct().withColumn("label", F.lit(1)))
train, test = feats.join(label, "user_id", "left").fillna(0, ["label"]).randomSplit([0.8, 0.2], seed=9)
train.write.mode("overwrite").parquet(args.out + "train")
test.write.mode("overwrite").parquet(args.out + "test")
print(train.groupBy("label").count().collect())
spark.stop()
