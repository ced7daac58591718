import multiprocessing
import os

bind = f"0.0.0.0:{os.getenv('PORT', '8000')}"
workers = int(os.getenv("WORKERS", max(1, multiprocessing.cpu_count() // 2)))
worker_class = "uvicorn.workers.UvicornWorker"
preload_app = True
timeout = 120
max_requests = 2000
max_requests_jitter = 200
accesslog = "-"


def on_starting(server):
    import torch
    torch.set_num_threads(1)


def post_fork(server, worker):
    from app.model import get_model
    m = get_model()
    server.log.info("worker %s has model %s trained at step %s", worker.pid, m.name, m.step)
