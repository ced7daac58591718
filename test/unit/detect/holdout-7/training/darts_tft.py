from darts.datasets import AirPassengersDataset
from darts.models import TFTModel
from darts.dataprocessing.transformers import Scaler

series = AirPassengersDataset().load()
train, val = series.split_after(0.8)
sc = Scaler()
train = sc.fit_transform(train)
TFTModel(input_chunk_length=24, output_chunk_length=12, n_epochs=100, add_relative_index=True).fit(train, verbose=True)
