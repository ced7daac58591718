import time, argparse
from vllm import LLM, SamplingParams
p = argparse.ArgumentParser(); p.add_argument('--model'); p.add_argument('--batch-size', type=int, default=64); p.add_argument('--num-steps', type=int, default=10)
a = p.parse_args()
llm = LLM(a.model)
for i in range(a.num_steps):
    t = time.time(); o = llm.generate(['hello'] * a.batch_size, SamplingParams(max_tokens=128)); print(time.time() - t)
