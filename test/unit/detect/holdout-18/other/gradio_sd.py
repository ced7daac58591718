import gradio as gr
import torch
from diffusers import AutoPipelineForText2Image, EulerAncestralDiscreteScheduler

pipe = AutoPipelineForText2Image.from_pretrained("stabilityai/sdxl-turbo", torch_dtype=torch.float16).to("cuda")
pipe.scheduler = EulerAncestralDiscreteScheduler.from_config(pipe.scheduler.config)
pipe.load_lora_weights("lora/pokemon")


def gen(prompt, steps, seed):
    g = torch.Generator("cuda").manual_seed(int(seed))
    return pipe(prompt, num_inference_steps=int(steps), guidance_scale=0.0, generator=g).images[0]


with gr.Blocks() as demo:
    p = gr.Textbox("a cat")
    s = gr.Slider(1, 8, 2, step=1)
    k = gr.Number(0)
    out = gr.Image()
    gr.Button("go").click(gen, [p, s, k], out)
demo.launch()
