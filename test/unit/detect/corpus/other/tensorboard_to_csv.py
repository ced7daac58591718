from tensorboard.backend.event_processing import event_accumulator
import pandas as pd, sys
ea = event_accumulator.EventAccumulator(sys.argv[1])
ea.Reload()
pd.DataFrame(ea.Scalars('train/loss')).to_csv('loss.csv')
