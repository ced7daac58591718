import numpy as np
import smplx
import torch
from tqdm import trange

body = smplx.create("models", model_type="smpl", gender="neutral", batch_size=1).cuda()
keypoints = torch.from_numpy(np.load("keypoints_3d.npy")).float().cuda()

results = []
for frame in range(len(keypoints)):
    pose = torch.zeros(1, 69, device="cuda", requires_grad=True)
    orient = torch.zeros(1, 3, device="cuda", requires_grad=True)
    transl = keypoints[frame, :1].clone().requires_grad_(True)
    betas = torch.zeros(1, 10, device="cuda", requires_grad=True)
    for stage, variables in enumerate([[orient, transl], [orient, transl, pose, betas]]):
        opt = torch.optim.Adam(variables, lr=0.05)
        for _ in trange(150, leave=False):
            joints = body(body_pose=pose, global_orient=orient, transl=transl, betas=betas).joints[:, :24]
            data = ((joints - keypoints[frame]) ** 2).sum()
            prior = 1e-3 * pose.square().sum() + 1e-2 * betas.square().sum()
            loss = data + prior
            opt.zero_grad()
            loss.backward()
            opt.step()
    results.append({"pose": pose.detach().cpu().numpy(), "betas": betas.detach().cpu().numpy()})
    print(frame, float(loss))
np.savez("smpl_fit.npz", poses=np.stack([r["pose"] for r in results]))
