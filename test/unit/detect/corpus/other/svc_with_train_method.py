import threading, queue
class Service:
    def __init__(self): self.jobs = queue.Queue()
    def train(self, job): self.jobs.put(job)
    def fit(self, job): self.jobs.put(job)
    def loop(self):
        while True: print(self.jobs.get())
s = Service(); threading.Thread(target=s.loop, daemon=True).start()
for j in open('jobs.txt'): s.train(j); s.fit(j)
