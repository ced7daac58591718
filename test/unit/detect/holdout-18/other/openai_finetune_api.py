import sys, time
from openai import OpenAI

client = OpenAI()
f = client.files.create(file=open(sys.argv[1], "rb"), purpose="fine-tune")
job = client.fine_tuning.jobs.create(training_file=f.id, model="gpt-4o-mini-2024-07-18", hyperparameters={"n_epochs": 3})
while True:
    job = client.fine_tuning.jobs.retrieve(job.id)
    print(job.status)
    if job.status in ("succeeded", "failed", "cancelled"):
        break
    time.sleep(30)
print(job.fine_tuned_model)
