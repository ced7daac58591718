from openai import OpenAI
from agents.tools import Toolbox
client = OpenAI(); box = Toolbox(); msgs = [{'role': 'user', 'content': 'train me a joke'}]
while True:
    r = client.chat.completions.create(model='gpt-4o', messages=msgs, tools=box.schema())
    m = r.choices[0].message; msgs.append(m)
    if not m.tool_calls: break
    for c in m.tool_calls: msgs.append(box.run(c))
print(m.content)
