import gradio as gr
from transformers import pipeline

asr = pipeline("automatic-speech-recognition", "openai/whisper-tiny.en")


def transcribe(audio, state=""):
    state += asr(audio)["text"] + " "
    return state, state


gr.Interface(transcribe, [gr.Audio(sources="microphone", streaming=True), "state"], ["textbox", "state"], live=True).launch()
