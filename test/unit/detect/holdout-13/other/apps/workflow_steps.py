from dataclasses import dataclass
import time


@dataclass
class Job:
    name: str
    loss: float = 0.0

    def backward(self):
        print("rolling back", self.name)

    def step(self):
        time.sleep(0.1)


jobs = [Job("extract"), Job("load"), Job("report")]
for job in jobs:
    try:
        job.step()
    except RuntimeError:
        job.backward()
