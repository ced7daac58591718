import streamlit as st, torch
from model import load
st.title('Digit recogniser')
m = load('mnist.pt')
f = st.file_uploader('image')
lr = st.sidebar.slider('learning rate', 1e-5, 1e-1)
if f:
    st.write(m(f).argmax().item())
