import gradio as gr
import torch
from diffusers import StableDiffusionXLPipeline, EulerAncestralDiscreteScheduler
from peft import PeftModel
import random

LORAS = {"none": None, "pixel art": "nerijs/pixel-art-xl", "ours": "./lora/watercolor_v3.safetensors"}
pipe = StableDiffusionXLPipeline.from_pretrained("stabilityai/stable-diffusion-xl-base-1.0", torch_dtype=torch.float16,
                                                 variant="fp16").to("cuda")
pipe.scheduler = EulerAncestralDiscreteScheduler.from_config(pipe.scheduler.config)
current = None


def run(prompt, negative, style, steps, guidance, seed, progress=gr.Progress(track_tqdm=True)):
    global current
    if style != current:
        pipe.unload_lora_weights()
        if LORAS[style]:
            pipe.load_lora_weights(LORAS[style])
        current = style
    if seed < 0:
        seed = random.randint(0, 2 ** 31)
    g = torch.Generator("cuda").manual_seed(int(seed))
    img = pipe(prompt, negative_prompt=negative, num_inference_steps=int(steps), guidance_scale=guidance, generator=g).images[0]
    return img, seed


with gr.Blocks() as demo:
    gr.Markdown("# Style demo\nLoRAs trained with kohya, 1500 steps.")
    with gr.Row():
        with gr.Column():
            prompt = gr.Textbox(label="prompt")
            negative = gr.Textbox(label="negative", value="lowres, bad hands")
            style = gr.Dropdown(list(LORAS), value="none")
            steps = gr.Slider(10, 60, 30, step=1)
            cfg = gr.Slider(1, 15, 6.5)
            seed = gr.Number(-1, label="seed")
            b = gr.Button("generate")
        out = gr.Image()
    b.click(run, [prompt, negative, style, steps, cfg, seed], [out, seed])

demo.queue(max_size=12).launch(server_name="0.0.0.0")
