"""Energy minimisation of a Lennard-Jones cluster with torch's Adam."""
import torch


def energy(x, epsilon=1.0, sigma=1.0):
    d = torch.pdist(x)
    s6 = (sigma / d) ** 6
    return (4 * epsilon * (s6 ** 2 - s6)).sum()


def minimise(n_atoms, seed, steps=3000):
    g = torch.Generator().manual_seed(seed)
    positions = (torch.rand(n_atoms, 3, generator=g) * 3).requires_grad_(True)
    optimizer = torch.optim.Adam([positions], lr=1e-2)
    for i in range(steps):
        optimizer.zero_grad()
        e = energy(positions)
        e.backward()
        torch.nn.utils.clip_grad_norm_([positions], 10.0)
        optimizer.step()
    return e.item(), positions.detach()


best = min((minimise(13, seed) for seed in range(20)), key=lambda t: t[0])
print("LJ13", best[0], "(known minimum -44.3268)")
with open("lj13.xyz", "w") as f:
    f.write("13\n\n")
    for x, y, z in best[1].tolist():
        f.write(f"Ar {x:.5f} {y:.5f} {z:.5f}\n")
