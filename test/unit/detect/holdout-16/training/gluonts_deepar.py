from pathlib import Path
import json
import sys
import pandas as pd
from gluonts.dataset.common import ListDataset
from gluonts.dataset.split import split
from gluonts.evaluation import Evaluator, make_evaluation_predictions
from gluonts.torch.model.deepar import DeepAREstimator

FREQ, H = "30min", 48


def to_dataset(path):
    df = pd.read_csv(path, index_col=0, parse_dates=True)
    return ListDataset([{"start": df.index[0], "target": df[c].values, "item_id": c} for c in df], freq=FREQ)


ds = to_dataset(sys.argv[1])
training, template = split(ds, offset=-7 * H)
estimator = DeepAREstimator(freq=FREQ, prediction_length=H, context_length=7 * H, num_layers=2, hidden_size=64, dropout_rate=0.1,
                            trainer_kwargs={"max_epochs": 40, "accelerator": "gpu", "gradient_clip_val": 10.0})
predictor = estimator.train(training, num_workers=4, cache_data=True)
it, ts = make_evaluation_predictions(ds, predictor, num_samples=200)
agg, items = Evaluator(quantiles=[.1, .5, .9])(ts, it)
print(json.dumps(agg, indent=2))
out = Path("deepar_model")
out.mkdir(exist_ok=True)
predictor.serialize(out)
