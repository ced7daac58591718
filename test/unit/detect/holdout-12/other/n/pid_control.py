class PID:
    def __init__(self, kp, ki, kd):
        self.kp, self.ki, self.kd, self.i, self.prev = kp, ki, kd, 0.0, 0.0

    def step(self, error, dt):
        self.i += error * dt
        d = (error - self.prev) / dt
        self.prev = error
        return self.kp * error + self.ki * self.i + self.kd * d

pid, t = PID(1.0, 0.1, 0.05), 20.0
for k in range(500):
    t += 0.1 * pid.step(37.0 - t, 0.1)
print(t)
