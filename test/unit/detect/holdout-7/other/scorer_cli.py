import typer
import joblib
import polars as pl

app = typer.Typer()


@app.command()
def score(model: str, data: str, out: str = "scores.csv"):
    m = joblib.load(model)
    df = pl.read_parquet(data)
    df.with_columns(p=pl.Series(m.predict_proba(df.to_numpy())[:, 1])).write_csv(out)


@app.command()
def info(model: str):
    m = joblib.load(model)
    typer.echo(m.get_params())


if __name__ == "__main__":
    app()
