import json
from anthropic import Anthropic

client = Anthropic()
messages = [{"role": "user", "content": "Plan my week"}]
for step in range(10):
    r = client.messages.create(model="claude-3-5-sonnet-latest", max_tokens=1024, messages=messages, tools=[{"name": "train_search", "input_schema": {"type": "object"}}])
    messages.append({"role": "assistant", "content": r.content})
    if r.stop_reason != "tool_use":
        break
    messages.append({"role": "user", "content": [{"type": "tool_result", "tool_use_id": r.content[-1].id, "content": json.dumps({})}]})
