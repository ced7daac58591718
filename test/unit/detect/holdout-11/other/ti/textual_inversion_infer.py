import torch
from diffusers import DPMSolverMultistepScheduler, StableDiffusionPipeline

pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", torch_dtype=torch.float16).to("cuda")
pipe.scheduler = DPMSolverMultistepScheduler.from_config(pipe.scheduler.config)
pipe.load_textual_inversion("learned_embeds.safetensors")
for i in range(8):
    pipe("a <cat-toy> backpack", num_inference_steps=25, generator=torch.Generator("cuda").manual_seed(i)).images[0].save(f"{i}.png")
