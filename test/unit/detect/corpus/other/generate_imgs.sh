accelerate config
python generate.py --ckpt lora --n 50
tensorboard --logdir runs/train --port 6006
