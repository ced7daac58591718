from pathlib import Path
import typer
from loguru import logger
from house.model import build_pipeline
from house.dataset import load
import joblib

app = typer.Typer()

@app.command()
def main(features: Path = Path('data/f.csv'), model_path: Path = Path('models/m.pkl')):
    X, y = load(features)
    logger.info('Training some model...')
    pipe = build_pipeline()
    pipe.fit(X, y)
    joblib.dump(pipe, model_path)
    logger.success('Modeling training complete.')

if __name__ == '__main__':
    app()
