from huggingface_hub import ModelCard, ModelCardData, create_repo
c = ModelCard.from_template(ModelCardData(language='en', license='mit', library_name='transformers'), model_id='x', training_data='y', training_procedure='trainer.train() for 3 epochs')
c.push_to_hub('me/x')
