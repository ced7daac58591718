import torch
from torch.autograd import Function, gradcheck
import my_cuda_ext


class RoIAlign3d(Function):
    @staticmethod
    def forward(ctx, feat, rois, size, scale):
        ctx.save_for_backward(rois)
        ctx.shape, ctx.size, ctx.scale = feat.shape, size, scale
        return my_cuda_ext.roi_align3d_forward(feat, rois, size, scale)

    @staticmethod
    def backward(ctx, grad):
        rois, = ctx.saved_tensors
        return my_cuda_ext.roi_align3d_backward(grad.contiguous(), rois, ctx.shape, ctx.size, ctx.scale), None, None, None


if __name__ == "__main__":
    torch.manual_seed(0)
    feat = torch.randn(1, 2, 8, 8, 8, dtype=torch.float64, device="cuda", requires_grad=True)
    rois = torch.tensor([[0, 1, 1, 1, 6, 6, 6]], dtype=torch.float64, device="cuda")
    print("gradcheck", gradcheck(lambda f: RoIAlign3d.apply(f, rois, 3, 1.0), (feat,), eps=1e-6, atol=1e-4))
    out = RoIAlign3d.apply(feat, rois, 3, 1.0)
    out.sum().backward()
    print("grad norm", feat.grad.norm().item())
    feat.grad.zero_()
    ref = torch.nn.functional.adaptive_avg_pool3d(feat[:, :, 1:6, 1:6, 1:6], 3)
    ref.sum().backward()
    print("reference norm", feat.grad.norm().item())
