from ray import serve
from starlette.requests import Request
from transformers import pipeline


@serve.deployment(num_replicas=2, ray_actor_options={"num_gpus": 1})
class Translator:
    def __init__(self):
        self.model = pipeline("translation_en_to_fr", model="t5-small")

    async def __call__(self, http_request: Request) -> str:
        return self.model(await http_request.json())[0]["translation_text"]


app = Translator.bind()
serve.run(app)
