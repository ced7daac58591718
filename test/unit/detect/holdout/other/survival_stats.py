from lifelines import KaplanMeierFitter, CoxPHFitter
import pandas as pd
d = pd.read_csv('s.csv'); kmf = KaplanMeierFitter(); kmf.fit(d['T'], d['E']); CoxPHFitter().fit(d, 'T', 'E').print_summary()
