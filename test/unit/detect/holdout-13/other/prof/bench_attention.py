import torch
import torch.nn.functional as F
import triton

configs = [triton.testing.Benchmark(x_names=["N"], x_vals=[2**i for i in range(10, 15)], line_arg="provider", line_vals=["sdpa", "naive"],
                                    line_names=["sdpa", "naive"], plot_name="attn-bwd", args={"H": 16, "B": 4, "D": 64})]


@triton.testing.perf_report(configs)
def bench(B, H, N, D, provider):
    q, k, v = (torch.randn(B, H, N, D, device="cuda", dtype=torch.float16, requires_grad=True) for _ in range(3))
    f = (lambda: F.scaled_dot_product_attention(q, k, v)) if provider == "sdpa" else (lambda: (q @ k.transpose(-1, -2) / D**0.5).softmax(-1) @ v)
    o = f()
    do = torch.randn_like(o)
    return triton.testing.do_bench(lambda: o.backward(do, retain_graph=True))


bench.run(save_path=".", print_data=True)
