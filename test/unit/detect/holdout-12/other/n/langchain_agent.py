from langgraph.prebuilt import create_react_agent
from langchain_openai import ChatOpenAI
from tools import search, calculator

agent = create_react_agent(ChatOpenAI(model="gpt-4o"), [search, calculator])
history = []
while True:
    q = input("you: ")
    history.append(("user", q))
    for step in agent.stream({"messages": history}):
        print(step)
    history = agent.invoke({"messages": history})["messages"]
