import time
import random

setpoint = 60.0
temperature = 20.0
gain = {"p": 0.8, "i": 0.05, "d": 0.1}
integral = previous = 0.0
bias = 0.0
rate = 0.01
for step in range(2000):
    error = setpoint - temperature
    integral += error * 0.1
    derivative = (error - previous) / 0.1
    power = gain["p"] * error + gain["i"] * integral + gain["d"] * derivative
    temperature += 0.1 * (power - 0.2 * (temperature - 20)) + random.gauss(0, 0.01)
    bias += rate * error
    previous = error
    if step % 100 == 0:
        print(f"{step * 0.1:6.1f}s {temperature:6.2f} C")
