import argparse
import torch
from torch.profiler import ProfilerActivity, profile, record_function, schedule, tensorboard_trace_handler
from torchvision import models


def parse():
    p = argparse.ArgumentParser()
    p.add_argument("--model", default="swin_t")
    p.add_argument("--batch", type=int, default=32)
    p.add_argument("--steps", type=int, default=30)
    p.add_argument("--channels-last", action="store_true")
    p.add_argument("--compile", action="store_true")
    p.add_argument("--trace", default="trace")
    return p.parse_args()


def main():
    a = parse()
    net = getattr(models, a.model)(weights=None).cuda().eval()
    x = torch.randn(a.batch, 3, 224, 224, device="cuda")
    if a.channels_last:
        net, x = net.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
    if a.compile:
        net = torch.compile(net, mode="max-autotune")
    with torch.inference_mode(), torch.autocast("cuda", torch.float16):
        for _ in range(5):
            net(x)
        torch.cuda.synchronize()
        with profile(activities=[ProfilerActivity.CPU, ProfilerActivity.CUDA], schedule=schedule(wait=2, warmup=3, active=10, repeat=2),
                     on_trace_ready=tensorboard_trace_handler(a.trace), profile_memory=True, with_flops=True) as prof:
            for _ in range(a.steps):
                with record_function("forward"):
                    net(x)
                prof.step()
    print(prof.key_averages().table(sort_by="cuda_time_total", row_limit=15))
    s, e = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    with torch.inference_mode(), torch.autocast("cuda", torch.float16):
        s.record()
        for _ in range(100):
            net(x)
        e.record()
    torch.cuda.synchronize()
    print(f"{a.batch * 100 / s.elapsed_time(e) * 1e3:.0f} img/s, peak {torch.cuda.max_memory_allocated() / 2**20:.0f} MiB")


if __name__ == "__main__":
    main()
