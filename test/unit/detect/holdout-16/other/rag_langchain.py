import os
import sys
from pathlib import Path
from langchain_community.document_loaders import DirectoryLoader, PyPDFLoader
from langchain_community.vectorstores import Chroma
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_ollama import ChatOllama
from langchain_text_splitters import RecursiveCharacterTextSplitter

STORE = Path(os.environ.get("STORE", ".chroma"))
emb = HuggingFaceEmbeddings(model_name="BAAI/bge-m3", encode_kwargs={"normalize_embeddings": True})


def index(folder):
    docs = DirectoryLoader(folder, glob="**/*.pdf", loader_cls=PyPDFLoader, show_progress=True).load()
    parts = RecursiveCharacterTextSplitter(chunk_size=900, chunk_overlap=120).split_documents(docs)
    print(len(docs), "pages", len(parts), "chunks")
    return Chroma.from_documents(parts, emb, persist_directory=str(STORE))


def chain(db):
    prompt = ChatPromptTemplate.from_template("Answer from the context; say when it isn't there.\n\n{context}\n\nQuestion: {question}")
    join = lambda ds: "\n\n".join(f"[{d.metadata['source']} p.{d.metadata['page']}] {d.page_content}" for d in ds)
    return {"context": db.as_retriever(search_kwargs={"k": 6}) | join, "question": RunnablePassthrough()} | prompt | \
        ChatOllama(model="llama3.1", temperature=0) | StrOutputParser()


if __name__ == "__main__":
    db = Chroma(persist_directory=str(STORE), embedding_function=emb) if STORE.exists() else index(sys.argv[1])
    c = chain(db)
    for line in sys.stdin:
        for t in c.stream(line.strip()):
            print(t, end="", flush=True)
        print()
