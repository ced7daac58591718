from openai import OpenAI

client = OpenAI()
for job in client.fine_tuning.jobs.list(limit=10):
    print(job.id, job.status, job.trained_tokens)
r = client.chat.completions.create(model="ft:gpt-4o-mini:me::abc", messages=[{"role": "user", "content": "train.py?"}])
print(r.choices[0].message.content)
