import torch
from diffusers import StableDiffusionPipeline
pipe = StableDiffusionPipeline.from_pretrained('./dreambooth-out', torch_dtype=torch.float16).to('cuda')
pipe.unet.train(False)
pipe.load_lora_weights('lora/')
for i, s in enumerate(range(8)):
    pipe('a photo of sks dog', num_inference_steps=30, generator=torch.Generator('cuda').manual_seed(s)).images[0].save(f'{i}.png')
