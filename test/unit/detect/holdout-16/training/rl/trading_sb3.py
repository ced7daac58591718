import os, datetime
import numpy as np
import pandas as pd
from finrl.agents.stablebaselines3.models import DRLAgent, DRLEnsembleAgent
from finrl.meta.env_stock_trading.env_stocktrading import StockTradingEnv
from finrl.meta.preprocessor.preprocessors import FeatureEngineer, data_split
from finrl.meta.preprocessor.yahoodownloader import YahooDownloader
from stable_baselines3.common.logger import configure

TICKERS = "EQNR.OL DNB.OL MOWI.OL TEL.OL NHY.OL ORK.OL".split()
START, SPLIT, END = "2010-01-01", "2020-07-01", "2021-10-31"
INDICATORS = ["macd", "boll_ub", "boll_lb", "rsi_30", "cci_30", "dx_30", "close_30_sma", "close_60_sma"]

df = YahooDownloader(START, END, TICKERS).fetch_data()
df = FeatureEngineer(use_technical_indicator=True, tech_indicator_list=INDICATORS, use_turbulence=True).preprocess_data(df)
df = df.fillna(0).replace(np.inf, 0)
train, trade = data_split(df, START, SPLIT), data_split(df, SPLIT, END)
n = len(train.tic.unique())
kw = dict(hmax=100, initial_amount=1000000, num_stock_shares=[0] * n, buy_cost_pct=[.001] * n, sell_cost_pct=[.001] * n,
          state_space=1 + 2 * n + len(INDICATORS) * n, stock_dim=n, tech_indicator_list=INDICATORS, action_space=n, reward_scaling=1e-4)
env, _ = StockTradingEnv(df=train, **kw).get_sb_env()
agent = DRLAgent(env=env)
done = {}
for name, params in [("a2c", None), ("ppo", dict(n_steps=2048, ent_coef=0.01, learning_rate=0.00025, batch_size=128)),
                     ("sac", dict(batch_size=128, buffer_size=100000, learning_rate=0.0001, learning_starts=100, ent_coef="auto_0.1"))]:
    m = agent.get_model(name, model_kwargs=params)
    m.set_logger(configure(f"results/{name}", ["stdout", "csv", "tensorboard"]))
    done[name] = agent.train_model(model=m, tb_log_name=name, total_timesteps=50000)
    done[name].save(f"trained/{name}_{datetime.date.today()}")
e_trade = StockTradingEnv(df=trade, turbulence_threshold=70, **kw)
for name, m in done.items():
    value, actions = DRLAgent.DRL_prediction(model=m, environment=e_trade)
    print(name, value.account_value.iloc[-1])
