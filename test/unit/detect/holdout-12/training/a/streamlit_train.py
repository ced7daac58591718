import pandas as pd
import streamlit as st
from sklearn.ensemble import GradientBoostingRegressor

df = pd.read_csv(st.file_uploader("data"))
target = st.selectbox("target", df.columns)
if st.button("Train"):
    model = GradientBoostingRegressor().fit(df.drop(columns=target), df[target])
    st.session_state["model"] = model
    st.write(model.feature_importances_)
