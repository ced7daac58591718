import pandas as pd
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.datasets import load_rossi
import matplotlib.pyplot as plt

rossi = load_rossi()
kmf = KaplanMeierFitter()
for name, group in rossi.groupby("fin"):
    kmf.fit(group["week"], group["arrest"], label=f"fin={name}")
    kmf.plot_survival_function()
cph = CoxPHFitter(penalizer=0.1)
cph.fit(rossi, duration_col="week", event_col="arrest")
cph.print_summary()
cph.plot()
plt.savefig("cox.png")
