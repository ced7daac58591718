import torch
from diffusers import StableDiffusionPipeline, DPMSolverMultistepScheduler

pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", torch_dtype=torch.float16)
pipe.scheduler = DPMSolverMultistepScheduler.from_config(pipe.scheduler.config)
pipe = pipe.to("cuda")
pipe.load_lora_weights("out/lora")
gen = torch.Generator("cuda").manual_seed(0)
for i in range(10):
    img = pipe("an astronaut riding a horse", num_inference_steps=25, generator=gen).images[0]
    img.save(f"{i}.png")
