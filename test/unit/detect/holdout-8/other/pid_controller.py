import time
from motor import Motor

kp, ki, kd = 0.8, 0.1, 0.05
target = 100.0
integral = last = 0.0
m = Motor()
while True:
    error = target - m.speed()
    integral += error * 0.01
    derivative = (error - last) / 0.01
    m.set(kp * error + ki * integral + kd * derivative)
    last = error
    time.sleep(0.01)
