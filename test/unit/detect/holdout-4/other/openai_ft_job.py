from openai import OpenAI
c = OpenAI()
f = c.files.create(file=open('train.jsonl', 'rb'), purpose='fine-tune')
job = c.fine_tuning.jobs.create(training_file=f.id, model='gpt-4o-mini', hyperparameters={'n_epochs': 3})
print(job.id, c.fine_tuning.jobs.retrieve(job.id).status)
