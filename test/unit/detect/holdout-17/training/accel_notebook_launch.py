from accelerate import notebook_launcher
from loop import training_loop

args = ("fp16", 42, 64)
notebook_launcher(training_loop, args, num_processes=2)
