import torch
import triton
import triton.language as tl


@triton.jit
def _adam(p_ptr, g_ptr, m_ptr, v_ptr, lr, b1, b2, eps, wd, c1, c2, n, BLOCK: tl.constexpr):
    pid = tl.program_id(0)
    off = pid * BLOCK + tl.arange(0, BLOCK)
    mask = off < n
    p = tl.load(p_ptr + off, mask=mask).to(tl.float32)
    g = tl.load(g_ptr + off, mask=mask).to(tl.float32)
    m = tl.load(m_ptr + off, mask=mask)
    v = tl.load(v_ptr + off, mask=mask)
    p = p * (1 - lr * wd)
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    p = p - lr * (m / c1) / (tl.sqrt(v / c2) + eps)
    tl.store(p_ptr + off, p, mask=mask)
    tl.store(m_ptr + off, m, mask=mask)
    tl.store(v_ptr + off, v, mask=mask)


def fused_adam_(p, g, m, v, step, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, wd=0.0):
    n = p.numel()
    grid = lambda meta: (triton.cdiv(n, meta["BLOCK"]),)
    _adam[grid](p, g, m, v, lr, *betas, eps, wd, 1 - betas[0] ** step, 1 - betas[1] ** step, n, BLOCK=1024)


@triton.testing.perf_report(triton.testing.Benchmark(
    x_names=["n"], x_vals=[2 ** i for i in range(16, 28, 2)], line_arg="impl", line_vals=["triton", "foreach"],
    line_names=["triton", "torch foreach"], ylabel="GB/s", plot_name="adam", args={}))
def benchmark(n, impl):
    p, g, m, v = (torch.randn(n, device="cuda") for _ in range(4))
    v.abs_()
    if impl == "triton":
        ms = triton.testing.do_bench(lambda: fused_adam_(p, g, m, v, 3))
    else:
        par = torch.nn.Parameter(p)
        par.grad = g
        opt = torch.optim.Adam([par], foreach=True)
        ms = triton.testing.do_bench(opt.step)
    return 7 * n * 4 / ms * 1e-6


if __name__ == "__main__":
    benchmark.run(print_data=True, save_path=".")
