from autogluon.timeseries import TimeSeriesDataFrame, TimeSeriesPredictor

data = TimeSeriesDataFrame.from_path("m4_hourly.csv")
predictor = TimeSeriesPredictor(prediction_length=48, path="ag", target="target", eval_metric="MASE")
predictor.fit(data, presets="medium_quality", time_limit=600)
print(predictor.leaderboard())
