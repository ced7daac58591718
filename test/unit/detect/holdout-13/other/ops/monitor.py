import time
import psutil
import pynvml

pynvml.nvmlInit()
h = pynvml.nvmlDeviceGetHandleByIndex(0)
e0 = pynvml.nvmlDeviceGetTotalEnergyConsumption(h)
while any("train.py" in " ".join(p.info["cmdline"] or []) for p in psutil.process_iter(["cmdline"])):
    time.sleep(5)
    print((pynvml.nvmlDeviceGetTotalEnergyConsumption(h) - e0) / 1000, "J")
