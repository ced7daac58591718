import numpy as np
import matplotlib.pyplot as plt
from scipy.integrate import solve_ivp
from scipy.optimize import LinearConstraint, differential_evolution, minimize

G0, MU, RE = 9.80665, 3.986e14, 6.371e6
ISP, THRUST, M0, MP = 311.0, 7.6e6, 5.5e5, 3.9e5


def dynamics(t, s, pitch):
    x, y, vx, vy, m = s
    r = np.hypot(x, y)
    burn = m > M0 - MP
    a = THRUST / m if burn else 0
    th = np.interp(t, np.linspace(0, 480, len(pitch)), pitch)
    up, east = np.array([x, y]) / r, np.array([y, -x]) / r
    h = r - RE
    v = np.array([vx, vy])
    drag = -0.5 * 1.225 * np.exp(-h / 8500) * 0.3 * 10.5 * np.linalg.norm(v) * v / m
    acc = a * (np.sin(th) * up + np.cos(th) * east) - MU / r ** 2 * up + drag
    return [vx, vy, *acc, -THRUST / (ISP * G0) if burn else 0]


def fly(pitch):
    return solve_ivp(dynamics, (0, 480), [0, RE, 460, 0, M0], args=(pitch,), max_step=2.0)


def cost(pitch):
    s = fly(pitch).y[:, -1]
    r, v = np.hypot(*s[:2]), np.hypot(*s[2:4])
    e = v ** 2 / 2 - MU / r
    target = -MU / (2 * (RE + 2e5))
    loss = ((e - target) / target) ** 2 + 1e-11 * (r - RE - 2e5) ** 2
    cost.history.append(loss)
    return loss


cost.history = []
x0 = np.linspace(np.pi / 2, 0, 8)
res = minimize(cost, x0, method="SLSQP", bounds=[(-.2, 1.6)] * 8, constraints=LinearConstraint(np.eye(8)[:-1] - np.eye(8)[1:], 0, 1),
               options={"maxiter": 200, "disp": True})
if res.fun > 1e-3:
    res = differential_evolution(cost, [(-.2, 1.6)] * 8, maxiter=40, seed=1, polish=True)
print(np.degrees(res.x), res.fun)
plt.semilogy(cost.history)
plt.xlabel("evaluation")
plt.ylabel("loss")
plt.savefig("loss.png")
