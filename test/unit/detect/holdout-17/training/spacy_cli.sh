python -m spacy init fill-config base.cfg config.cfg
python -m spacy train config.cfg --output ./out --paths.train train.spacy --paths.dev dev.spacy --gpu-id 0
