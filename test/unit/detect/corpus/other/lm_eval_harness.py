import lm_eval
r = lm_eval.simple_evaluate(model='hf', model_args='pretrained=gpt2', tasks=['hellaswag', 'arc_easy'], batch_size=16)
print(r['results'])
