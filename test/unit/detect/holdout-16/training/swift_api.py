import os
os.environ['CUDA_VISIBLE_DEVICES'] = '0'
from swift.llm import DatasetName, ModelType, SftArguments, sft_main, InferArguments, infer_main
from swift.utils import seed_everything

seed_everything(42)
result = sft_main(SftArguments(
    model_type=ModelType.internvl2_4b,
    dataset=['blip3/floorplans#20000', 'self-cognition#500'],
    model_name=['小屋', 'Hut'], model_author=['我们', 'us'],
    sft_type='lora', lora_rank=8, max_length=2048, learning_rate=1e-4, num_train_epochs=1,
    output_dir='output', eval_steps=200, gradient_checkpointing=True))
best = result['best_model_checkpoint']
print('best', best)
infer_main(InferArguments(ckpt_dir=best, load_dataset_config=True, val_dataset_sample=10))
