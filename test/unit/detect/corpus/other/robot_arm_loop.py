import pybullet as p
import numpy as np
p.connect(p.DIRECT)
arm = p.loadURDF('arm.urdf')
learning_rate = .1
q = np.zeros(6)
for i in range(1000):
    J, _ = p.calculateJacobian(arm, 5, [0, 0, 0], list(q), [0.] * 6, [0.] * 6)
    err = np.array([.5, 0, .5]) - np.array(p.getLinkState(arm, 5)[0])
    q = q + learning_rate * np.linalg.pinv(J) @ err
    p.stepSimulation()
