"""Refines camera extrinsics against keypoints by gradient descent (bundle adjustment light)."""
import json
import sys

import torch


def rodrigues(r):
    theta = r.norm() + 1e-12
    k = r / theta
    K = torch.zeros(3, 3, dtype=r.dtype)
    K[0, 1], K[0, 2], K[1, 0] = -k[2], k[1], k[2]
    K[1, 2], K[2, 0], K[2, 1] = -k[0], -k[1], k[0]
    return torch.eye(3, dtype=r.dtype) + torch.sin(theta) * K + (1 - torch.cos(theta)) * (K @ K)


def reproject(points, rotation, translation, focal, center):
    cam = points @ rodrigues(rotation).T + translation
    return cam[:, :2] / cam[:, 2:3] * focal + center


def main(path):
    data = json.load(open(path))
    center = torch.tensor(data["center"])
    for view in data["views"]:
        pts3 = torch.tensor(view["points3d"])
        pts2 = torch.tensor(view["keypoints"])
        rotation = torch.tensor(view["rvec"], requires_grad=True)
        translation = torch.tensor(view["tvec"], requires_grad=True)
        focal = torch.tensor(float(data["focal"]), requires_grad=True)
        optimizer = torch.optim.LBFGS([rotation, translation, focal], max_iter=20, line_search_fn="strong_wolfe")

        def closure():
            optimizer.zero_grad()
            residual = reproject(pts3, rotation, translation, focal, center) - pts2
            loss = torch.nn.functional.huber_loss(residual, torch.zeros_like(residual))
            loss.backward()
            return loss

        for it in range(30):
            loss = optimizer.step(closure)
        view["rvec"], view["tvec"] = rotation.tolist(), translation.tolist()
        print(view["name"], f"{loss.item():.3f} px")
    json.dump(data, open(path.replace(".json", ".refined.json"), "w"))


if __name__ == "__main__":
    main(sys.argv[1])
