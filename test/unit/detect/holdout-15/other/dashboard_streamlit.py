import glob
import json
import os

import altair as alt
import pandas as pd
import streamlit as st

st.set_page_config("Training runs", layout="wide")
ROOT = os.environ.get("RUNS", "runs")


@st.cache_data(ttl=30)
def load():
    rows = []
    for p in glob.glob(f"{ROOT}/*/log.jsonl"):
        run = os.path.basename(os.path.dirname(p))
        with open(p) as f:
            for line in f:
                r = json.loads(line)
                rows.append({"run": run, "epoch": r.get("epoch"), "loss": r.get("train_loss"), "val": r.get("val_loss"),
                             "lr": r.get("lr")})
    return pd.DataFrame(rows)


df = load()
if df.empty:
    st.warning("No runs. Start one with `python train.py`.")
    st.stop()
picked = st.sidebar.multiselect("runs", sorted(df.run.unique()), default=sorted(df.run.unique())[-3:])
metric = st.sidebar.radio("metric", ["loss", "val", "lr"])
smooth = st.sidebar.slider("smoothing", 1, 50, 5)
d = df[df.run.isin(picked)].copy()
d[metric] = d.groupby("run")[metric].transform(lambda s: s.rolling(smooth, 1).mean())
st.altair_chart(alt.Chart(d).mark_line().encode(x="epoch", y=metric, color="run").interactive(), use_container_width=True)
st.dataframe(d.groupby("run")[["loss", "val"]].min())
