import pandas as pd
import streamlit as st
import torch

st.title("Training dashboard")
run = st.selectbox("Run", ["base", "large"])
metrics = pd.read_csv(f"runs/{run}/metrics.csv")
st.line_chart(metrics.set_index("step")[["train_loss", "val_loss"]])
if st.button("Predict"):
    m = torch.jit.load(f"runs/{run}/model.ts").eval()
    st.write(m(torch.randn(1, 10)).tolist())
