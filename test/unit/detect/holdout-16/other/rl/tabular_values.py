"""Exact solution of a gridworld by dynamic programming, no learning."""
import numpy as np

N, GAMMA, THETA = 6, 0.95, 1e-8
WALLS = {(1, 1), (2, 1), (3, 3), (3, 4)}
GOAL, PIT = (5, 5), (4, 2)
MOVES = [(-1, 0), (0, 1), (1, 0), (0, -1)]


def step(s, a):
    if s in (GOAL, PIT):
        return s, 0.0
    n = (s[0] + MOVES[a][0], s[1] + MOVES[a][1])
    if n in WALLS or not (0 <= n[0] < N and 0 <= n[1] < N):
        n = s
    return n, {GOAL: 1.0, PIT: -1.0}.get(n, -0.02)


def transitions(s, a, slip=0.1):
    for d, p in ((0, 1 - 2 * slip), (1, slip), (-1, slip)):
        yield p, *step(s, (a + d) % 4)


def q(V, s, a):
    return sum(p * (r + GAMMA * V[n]) for p, n, r in transitions(s, a))


def value_iteration():
    V = np.zeros((N, N))
    sweeps = 0
    while True:
        delta = 0
        for s in np.ndindex(N, N):
            if s in WALLS:
                continue
            v = V[s]
            V[s] = max(q(V, s, a) for a in range(4))
            delta = max(delta, abs(v - V[s]))
        sweeps += 1
        if delta < THETA:
            return V, sweeps


if __name__ == "__main__":
    V, sweeps = value_iteration()
    print(sweeps, "sweeps")
    print(np.round(V, 2))
    for i in range(N):
        print(" ".join("#" if (i, j) in WALLS else "↑→↓←"[int(np.argmax([q(V, (i, j), a) for a in range(4)]))] for j in range(N)))
