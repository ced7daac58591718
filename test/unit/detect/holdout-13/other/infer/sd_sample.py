import torch
from diffusers import DPMSolverMultistepScheduler, StableDiffusionPipeline

pipe = StableDiffusionPipeline.from_pretrained("stabilityai/stable-diffusion-2-1", torch_dtype=torch.float16)
pipe.scheduler = DPMSolverMultistepScheduler.from_config(pipe.scheduler.config)
pipe = pipe.to("cuda")
pipe.load_lora_weights("out/lora")
for i, prompt in enumerate(open("prompts.txt")):
    for step, seed in enumerate(range(4)):
        img = pipe(prompt.strip(), num_inference_steps=25, generator=torch.Generator("cuda").manual_seed(seed)).images[0]
        img.save(f"samples/{i:03d}_{step}.png")
