import torch
from diffusers import StableDiffusionPipeline, DPMSolverMultistepScheduler
pipe = StableDiffusionPipeline.from_pretrained('runwayml/stable-diffusion-v1-5', torch_dtype=torch.float16).to('cuda')
pipe.scheduler = DPMSolverMultistepScheduler.from_config(pipe.scheduler.config)
pipe.load_lora_weights('out/lora')
for i, p in enumerate(open('prompts.txt')):
    pipe(p.strip(), num_inference_steps=25).images[0].save(f'{i}.png')
