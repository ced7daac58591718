class PID:
    def __init__(self, kp, ki, kd): self.kp, self.ki, self.kd, self.i, self.last = kp, ki, kd, 0, 0
    def step(self, error, dt):
        self.i += error * dt
        d = (error - self.last) / dt; self.last = error
        return self.kp * error + self.ki * self.i + self.kd * d
pid = PID(1, .1, .05); temp = 20
for t in range(1000):
    temp += pid.step(60 - temp, .1) * .01
    print(t, temp)
