import pandas as pd
import streamlit as st
from pathlib import Path

st.title("Training runs")
run = st.selectbox("run", sorted(p.name for p in Path("runs").iterdir()))
df = pd.read_csv(f"runs/{run}/metrics.csv")
st.line_chart(df[["train_loss", "val_loss"]])
st.dataframe(df.tail())
