import json
import lm_eval
from lm_eval.models.huggingface import HFLM

lm = HFLM(pretrained="EleutherAI/pythia-410m", batch_size="auto", dtype="bfloat16")
res = lm_eval.simple_evaluate(model=lm, tasks=["hellaswag", "arc_easy", "lambada_openai"], num_fewshot=0)
json.dump(res["results"], open("results.json", "w"), indent=2)
