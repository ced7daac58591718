import time
class PID:
    def __init__(self, kp, ki, kd): self.kp, self.ki, self.kd = kp, ki, kd; self.i = self.e = 0
    def update(self, error, dt):
        self.i += error * dt; d = (error - self.e) / dt; self.e = error
        return self.kp * error + self.ki * self.i + self.kd * d
pid = PID(1., .1, .05); y = 0.; alpha = 0.2
for t in range(500):
    u = pid.update(1 - y, .01)
    y += alpha * (u - y)
    time.sleep(.01)
