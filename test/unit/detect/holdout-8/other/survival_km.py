import pandas as pd
from lifelines import KaplanMeierFitter, CoxPHFitter

df = pd.read_csv("rossi.csv")
km = KaplanMeierFitter()
km.fit(df["week"], df["arrest"])
CoxPHFitter().fit(df, "week", "arrest").print_summary()
