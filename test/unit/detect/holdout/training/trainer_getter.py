from transformers import set_seed
from myproject.builders import build_trainer
from myproject.args import parse
args = parse()
set_seed(args.seed)
trainer = build_trainer(args)
result = trainer.train(resume_from_checkpoint=args.resume)
trainer.save_model()
